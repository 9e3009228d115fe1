#include "metrics/customer_status.h"

namespace dangol::metrics {

std::string_view churn_window_from_name(ChurnWindow::From from) {
  switch (from) {
    case ChurnWindow::From::gaps:
      return "gaps";
    case ChurnWindow::From::standard:
      return "default";
    case ChurnWindow::From::chosen:
      return "chosen";
  }
  return {};
}

}  // namespace dangol::metrics
