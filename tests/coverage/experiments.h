// The simulations of src/experiment: each prints its tables and holds them to what is promised.
#pragma once

namespace dangol::coverage {

/// Tests and intervals of shares: all outcomes of small experiments, draws of large ones.
void cover_shares();

/// Tests and intervals of means, ratios, adjusted means, ranks and medians.
void cover_means();

/// Looking early, health, several comparisons, beliefs.
void cover_looks();

/// The users that plans ask for.
void cover_plans();

}  // namespace dangol::coverage
