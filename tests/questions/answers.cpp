#include "questions/answers.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>

namespace pellucid {
namespace {

std::string file(const std::string& program, const std::string& kind) {
  return std::string(PELLUCID_SOURCE_DIR) + "/tests/questions/data/" + program + kind;
}

}  // namespace

Answers::Answers(const std::string& program)
    : program_(program), data_(load_npz(file(program, ".npz"))), answers_(load_npz(file(program, ".answers.npz"))) {}

std::vector<Array> Answers::weights() const {
  std::vector<Array> weights;
  for (std::size_t i = 0; data_.contains("w" + std::to_string(i)); ++i) weights.push_back(data_["w" + std::to_string(i)]);
  return weights;
}

void Answers::expect(const std::string& key, const Array& received, double tolerance) {
  ASSERT_TRUE(answers_.contains(key)) << key;
  EXPECT_TRUE(compared_.insert(key).second) << key << " was compared before";
  const Array& recorded = answers_[key];
  ASSERT_EQ(received.shape(), recorded.shape()) << key;
  const std::vector<double> a = received.to_vector<double>(), e = recorded.to_vector<double>();
  double scale = 1e-3, error = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    scale = std::max(scale, std::abs(e[i]));
    error = std::max(error, std::isfinite(a[i]) ? std::abs(a[i] - e[i]) : INFINITY);
  }
  worst_ = std::max(worst_, error / scale / tolerance);
  EXPECT_LE(error, tolerance * scale) << program_ << ": " << key << "\n" << received << "\n" << recorded;
}

void Answers::expect_all(std::size_t count) const {
  std::cout << program_ << ": " << compared_.size() << " keys compared, the worst error is " << worst_ << " of what is allowed\n";
  EXPECT_EQ(compared_.size(), count);
  for (const auto& [key, recorded] : answers_) EXPECT_TRUE(compared_.contains(key)) << key << " was not compared";
}

}  // namespace pellucid
