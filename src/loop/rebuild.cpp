#include "loop/rebuild.hpp"

#include <unordered_map>

#include "loop/walk.hpp"

namespace pellucid::inline v0::loop {

Expression rebuild(const Expression& expression, const std::function<Expression(const ExpressionNode&, const Expressions&)>& change) {
  std::unordered_map<const ExpressionNode*, Expression> done;
  for (const Expression* part : parts_in_order(expression)) {
    Expressions arguments;
    bool same = true;
    for (const Expression& argument : (*part)->arguments) {
      arguments.push_back(done.at(argument.get()));
      same = same && arguments.back() == argument;
    }
    Expression again = change(**part, arguments);
    if (!again) again = same ? *part : with_arguments(**part, std::move(arguments));
    done.emplace(part->get(), std::move(again));
  }
  return done.at(expression.get());
}

Expression renumber(const Expression& expression, const std::vector<int>& buffers) {
  return rebuild(expression, [&](const ExpressionNode& node, const Expressions& arguments) {
    return node.operation == Operation::load ? load(buffers[static_cast<std::size_t>(node.buffer)], node.dtype, arguments) : Expression();
  });
}

}  // namespace pellucid::inline v0::loop
