#include "engine/calculate.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace dangol::engine {
namespace {

nlohmann::json answer(std::string_view question) {
  const auto result = calculate(question);
  EXPECT_TRUE(result.ok()) << question;
  return result.ok() ? nlohmann::json::parse(result.value()) : nlohmann::json();
}

TEST(Calculate, TakesTextsAndNumbersAlike) {
  const auto texts = answer(R"({"name":"retention","inputs":{"s":"1,200","e":"1300","n":"400"}})");
  const auto numbers = answer(R"({"name":"retention","inputs":{"s":1200,"e":1300,"n":400}})");
  EXPECT_EQ(texts, numbers);
  EXPECT_EQ(texts.at("results").at(0).at("value"), 0.75);
  EXPECT_EQ(texts.at("results").at(0).at("state"), "value");
  EXPECT_EQ(texts.at("results").at(1).at("state"), "missing");
  EXPECT_EQ(texts.at("results").at(1).at("missing"), nlohmann::json({"r"}));
  EXPECT_TRUE(texts.at("results").at(1).at("value").is_null());
}

TEST(Calculate, SaysWhatIsWrongAndWhatIsImpossible) {
  const auto wrong = answer(R"({"name":"conversion","inputs":{"visitors":10,"conversions":11}})");
  const auto& field = wrong.at("fields").at(1);
  EXPECT_TRUE(field.at("value").is_null());
  EXPECT_EQ(field.at("problem"), nlohmann::json({{"code", "above"}, {"other", "visitors"}}));
  EXPECT_EQ(wrong.at("results").at(0).at("state"), "invalid");
  const auto impossible = answer(R"({"name":"churn","inputs":{"s":10,"lost":0}})");
  EXPECT_EQ(impossible.at("results").at(0).at("value"), 0);
  EXPECT_EQ(impossible.at("results").at(2).at("state"), "impossible");
  EXPECT_EQ(impossible.at("results").at(2).at("problem").at("code"), "zero_churn");
}

TEST(Calculate, TakesWhateverComes) {
  for (const char* inputs : {"{}", "null", "[1]", "7", R"({"x":1})", R"({"s":null,"e":""})"}) {
    const auto blank = answer(std::string(R"({"name":"retention","inputs":)") + inputs + "}");
    for (const auto& field : blank.at("fields")) {
      EXPECT_TRUE(field.at("value").is_null()) << inputs;
      EXPECT_TRUE(field.at("problem").is_null()) << inputs;
    }
  }
  for (const char* value : {"true", "[]", "{}", R"("\u0000")", R"("--")"}) {
    const auto odd = answer(std::string(R"({"name":"retention","inputs":{"s":)") + value + "}}");
    EXPECT_EQ(odd.at("fields").at(0).at("problem").at("code"), "not_a_number") << value;
  }
}

TEST(Calculate, KnowsItsNames) {
  for (const char* question : {"", "{", "[]", "{}", R"({"name":7})", R"({"name":"no such"})"}) {
    const auto result = calculate(question);
    ASSERT_FALSE(result.ok()) << question;
    EXPECT_EQ(result.error().code, "calculator_unknown");
    EXPECT_FALSE(error_sentence(Language::ko, result.error()).empty());
  }
}

}  // namespace
}  // namespace dangol::engine
