// Recorded answers: each key is compared once, and all of them must be.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include <pellucid/pellucid.hpp>

namespace pellucid {

inline constexpr double untrained = 1e-5, trained = 1e-4;  // of an answer's scale

class Answers {
 public:
  explicit Answers(const std::string& program);
  const Array& data(const std::string& key) const { return data_[key]; }
  /// The initial weights "w0", "w1", ...
  std::vector<Array> weights() const;
  /// |received - recorded| <= tolerance * max(1e-3, largest recorded magnitude), equal shapes.
  void expect(const std::string& key, const Array& received, double tolerance);
  void expect(const std::string& key, const std::vector<double>& received, double tolerance) { expect(key, Array(received), tolerance); }
  /// That so many keys were compared, and none is left; prints the count.
  void expect_all(std::size_t count) const;

 private:
  std::string program_;
  Arrays data_, answers_;
  std::set<std::string> compared_;
  double worst_ = 0;
};

}  // namespace pellucid
