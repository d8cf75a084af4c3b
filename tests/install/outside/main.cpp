// A program of somebody else, with nothing but the installed package: a model, its training, and questions to it.
#include <cmath>
#include <cstring>
#include <iostream>
#include <pellucid/pellucid.hpp>

namespace pl = pellucid;

namespace {

bool check(const char* what, bool holds) {
  if (!holds) std::cerr << "outside: " << what << " does not hold\n";
  return holds;
}

}  // namespace

int main() {
  std::cout << "Pellucid " << pl::version() << '\n';
  pl::set_seed(1);
  const pl::Sequential model({pl::Input({2}), pl::Dense(8, {.activation = "tanh"}), pl::Dense(1, {.activation = "sigmoid"})});
  model.compile({.optimizer = pl::Adam({.learning_rate = 0.1}), .loss = "binary_crossentropy"});
  const pl::Array x({{0.F, 0.F}, {0.F, 1.F}, {1.F, 0.F}, {1.F, 1.F}}), y({{0.F}, {1.F}, {1.F}, {0.F}});
  const double loss = model.fit(x, y, {.epochs = 200, .verbose = 0})["loss"].back();

  const pl::Array output = model.predict(x), before = pl::Inspector(model).read("dense_1/pre_activation", x);
  const pl::Variable z = pl::input("z", {pl::unknown, 1});
  const pl::Array by_hand = pl::Function({z}, {1 / (1 + pl::ops::exp(-z))})({before})[0];
  bool right = check("version", std::strcmp(pl::version(), PELLUCID_VERSION) == 0) & check("the loss falls", loss < 0.1);
  for (std::int64_t i = 0; i < 4; ++i)
    right &= check("sigmoid of the pre-activation", std::abs(by_hand.at<float>({i, 0}) - output.at<float>({i, 0})) < 1e-6F);
  try {
    pl::Inspector(model).read("dense_1/preactivation", x);
    right &= check("a wrong path is refused", false);
  } catch (const pl::NameError& error) {
    right &= check("the nearest path is named", std::strstr(error.what(), "dense_1/pre_activation") != nullptr);
  }
  return right ? 0 : 1;
}
