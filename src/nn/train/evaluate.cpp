#include "nn/train/evaluate.hpp"

#include "nn/train/all_or_nothing.hpp"
#include "nn/train/batch_size.hpp"
#include "nn/train/batches.hpp"
#include "nn/train/position_in_data.hpp"

namespace pellucid::inline v0 {

Logs evaluate_examples(Trainer& trainer, const Examples& examples, std::int64_t batch_size, const std::string& prefix, ProgressBar* bar) {
  const auto compiled = trainer.step(Use::test, examples);
  const CompiledStep& step = *compiled;
  StepRun run(compiled);
  RunningMeans means(step);
  Batches batches(examples, step.inputs, batch_size, false);
  all_or_nothing(step.at_risk, [&] {
    for (std::int64_t i = 0; i < batches.steps(); ++i) {
      const Batches::Batch batch = batches.batch(i);
      run_batch(batch.arrays, [&] { run(batch.arrays); }, [&](std::int64_t row) { return batches.row_in_data(i, row); });
      means.add(run, batch.examples);
      if (bar != nullptr && bar->is_due(i + 1)) bar->draw(i + 1, means.logs(prefix));
    }
  });
  return means.logs(prefix);
}

Logs Model::evaluate(const Data& x, const Data& y, const EvaluateModelOptions& options) const {
  constexpr std::string_view where = "Model.evaluate";
  definition();
  check_verbose(options.verbose, where);
  FirstData first;
  const auto trainer = trainer_for(*model_, x.arrays(), where, first);
  Examples examples;
  trainer->take(x, y, options.sample_weight, where, examples);
  check_not_empty(examples, where);
  const std::int64_t size = batch_size_for(*model_, options.batch_size, examples.count, where);
  first.accept();
  ProgressBar bar((examples.count + size - 1) / size, options.verbose);
  const Logs logs = evaluate_examples(*trainer, examples, size, "", &bar);
  bar.finish(logs);
  return logs;
}

}  // namespace pellucid::inline v0
