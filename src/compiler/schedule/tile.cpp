// How much stands together in registers: the most multiply-adds for a load, as many sums as registers hold, enough that none waits for another.
#include <algorithm>

#include "compiler/schedule/choices.hpp"

namespace pellucid::inline v0::compiler {

namespace {

// The time of one step of a block, in turns of an adder: what adds, what loads, and the wait of each sum for its last addition.
double step_cost(const TileQuestion& question, std::int64_t rows, std::int64_t columns) {
  if (rows == 0 || columns == 0) return 0;
  const auto r = static_cast<double>(rows), c = static_cast<double>(columns);
  return std::max({r * c / 2, (r + c * question.column_load) / 2, 4.0 / static_cast<double>(question.sums)}) + 0.5;
}

double total_cost(const TileQuestion& question, const Tile& tile) {
  const std::int64_t whole_rows = question.rows / tile.rows, whole_columns = question.columns / tile.columns;
  const std::int64_t rows_left = question.rows % tile.rows, columns_left = question.columns % tile.columns;
  const auto rows = static_cast<double>(whole_rows), columns = static_cast<double>(whole_columns);
  const double cost = rows * columns * step_cost(question, tile.rows, tile.columns) + rows * step_cost(question, tile.rows, columns_left) +
                      columns * step_cost(question, rows_left, tile.columns) + step_cost(question, rows_left, columns_left);
  return cost * (1 + 0.04 * ((rows_left != 0 ? 1 : 0) + (columns_left != 0 ? 1 : 0)));  // what is left has code of its own
}

}  // namespace

Tile choose_tile(const TileQuestion& question) {
  // Heavy bodies keep the machine busy by themselves, and their code is long.
  const auto by_size = static_cast<std::int64_t>(64 / std::max(1.0, question.operations));
  const std::int64_t by_registers = (question.registers >= 32 ? 24 : 12) / question.sums;
  const std::int64_t room = std::max<std::int64_t>(1, std::min(by_registers, by_size));
  Tile best;
  double least = total_cost(question, best);
  for (std::int64_t columns = 1; columns <= std::min<std::int64_t>(question.columns, 4); ++columns)
    for (std::int64_t rows = 1; rows <= std::min<std::int64_t>(question.rows, 16) && rows * columns <= room; ++rows) {
      const double cost = total_cost(question, {rows, columns});
      if (cost >= least) continue;
      least = cost;
      best = {rows, columns};
    }
  return best;
}

}  // namespace pellucid::inline v0::compiler
