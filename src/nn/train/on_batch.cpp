// One batch at a time, as it is given.
#include "nn/train/on_batch.hpp"
#include "nn/train/batch_size.hpp"

namespace pellucid::inline v0 {

BatchResult train_on_batch(const ModelState& model, Trainer& trainer, const Data& x, const Data& y, const BatchOptions& options) {
  constexpr std::string_view where = "Model.train_on_batch";
  auto training = trainer.begin_training(where);
  auto& [examples, run] = trainer.on_batch();
  trainer.take(x, y, options.sample_weight, where, examples);
  check_not_empty(examples, where);
  check_one_batch(model, examples.count, where);
  trainer.weigh(examples, options.class_weight, where);
  auto step = trainer.step(Use::train, examples);
  if (!run || &run->step() != step.get()) run.emplace(std::move(step));
  (*run)(examples.arrays);
  return {std::move(training), *run};
}

Logs Model::train_on_batch(const Data& x, const Data& y, const BatchOptions& options) const {
  definition();
  FirstData first;
  const auto trainer = trainer_for(*model_, x.arrays(), "Model.train_on_batch", first);
  const BatchResult result = pellucid::train_on_batch(*model_, *trainer, x, y, options);
  first.accept();
  return result.run.logs();
}

Logs Model::test_on_batch(const Data& x, const Data& y, const BatchOptions& options) const {
  constexpr std::string_view where = "Model.test_on_batch";
  definition();
  FirstData first;
  const auto trainer = trainer_for(*model_, x.arrays(), where, first);
  Examples examples;
  trainer->take(x, y, options.sample_weight, where, examples);
  check_not_empty(examples, where);
  check_one_batch(*model_, examples.count, where);
  trainer->weigh(examples, options.class_weight, where);
  StepRun run(trainer->step(Use::test, examples));
  run(examples.arrays);
  first.accept();
  return run.logs();
}

}  // namespace pellucid::inline v0
