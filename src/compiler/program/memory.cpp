#include "compiler/program/memory.hpp"

#include <algorithm>
#include <unordered_map>

#include <pellucid/dtype.hpp>

#include "compiler/program/accesses.hpp"

namespace pellucid::inline v0::compiler {
namespace {

constexpr std::int64_t alignment = 64;

int storage_of(const loop::Program& program, int buffer) {
  while (program.buffers[static_cast<std::size_t>(buffer)].alias_of >= 0)
    buffer = program.buffers[static_cast<std::size_t>(buffer)].alias_of;
  return buffer;
}

// Numbers the statements. A buffer that is touched in one loop only, and written first there, is made anew each turn; every other one that a
// loop touches lives through all of the loop.
class Lifetimes {
 public:
  explicit Lifetimes(const loop::Program& program) : program_(program) {
    for (const loop::Statement& statement : program.body)
      for_each_access(statement, [&](const Access& access) { ++touches_[storage_of(program, access.buffer)]; });
  }

  std::vector<Lifetime> run() {
    const auto spans = walk(program_.body);
    std::vector<Lifetime> result(program_.buffers.size());
    for (std::size_t i = 0; i < result.size(); ++i)
      if (const auto span = spans.find(storage_of(program_, static_cast<int>(i))); span != spans.end()) result[i] = span->second.life;
    return result;
  }

 private:
  struct Span {
    Lifetime life;
    int touches = 0;
    bool is_written_first = false;
  };
  using Spans = std::unordered_map<int, Span>;

  Spans walk(const std::vector<loop::Statement>& statements) {
    Spans spans;
    for (const loop::Statement& statement : statements) {
      if (const auto* loop = std::get_if<std::shared_ptr<const loop::Loop>>(&statement)) {
        const int first = next_;
        Spans inside = walk((*loop)->body);
        for (auto& [buffer, span] : inside) {
          if (span.touches != touches_.at(buffer) || !span.is_written_first)
            span.life = {.first = first, .last = std::max(first, next_ - 1)};
          add(spans, buffer, span);
        }
        continue;
      }
      const int now = next_++;
      for_each_access(statement, [&](const Access& access) {
        add(spans, storage_of(program_, access.buffer),
            {.life = {.first = now, .last = now}, .touches = 1, .is_written_first = access.is_write});
      });
    }
    return spans;
  }

  static void add(Spans& spans, int buffer, const Span& span) {
    const auto [entry, is_new] = spans.try_emplace(buffer, span);
    if (is_new) return;
    entry->second.life.last = std::max(entry->second.life.last, span.life.last);
    entry->second.touches += span.touches;
  }

  const loop::Program& program_;
  std::unordered_map<int, int> touches_;
  int next_ = 0;
};

bool overlap(const Lifetime& a, const Lifetime& b) { return a.first <= b.last && b.first <= a.last; }

Dim rounded_bytes(const loop::Buffer& buffer) {
  const Dim bytes = product(buffer.dims) * static_cast<std::int64_t>(size_of(buffer.dtype));
  return floor_divide(bytes + (alignment - 1), alignment) * alignment;
}

// Blocks of known size: the largest first, each at the lowest place that is free during its life.
class Known {
 public:
  std::int64_t place(const Lifetime& life, std::int64_t bytes) {
    std::vector<const Block*> others;
    for (const Block& block : blocks_)
      if (overlap(block.life, life)) others.push_back(&block);
    std::ranges::sort(others, [](const Block* a, const Block* b) { return a->offset < b->offset; });
    std::int64_t offset = 0;
    for (const Block* other : others) {
      if (offset + bytes <= other->offset) break;
      offset = std::max(offset, other->offset + other->bytes);
    }
    blocks_.push_back({life, offset, bytes});
    end_ = std::max(end_, offset + bytes);
    return offset;
  }
  std::int64_t end() const { return end_; }

 private:
  struct Block {
    Lifetime life;
    std::int64_t offset, bytes;
  };
  std::vector<Block> blocks_;
  std::int64_t end_ = 0;
};

// Blocks of unknown size: one after the other; those of the same size share a place when they do not live together.
class Unknown {
 public:
  explicit Unknown(Dim begin) : end_(std::move(begin)) {}
  Dim place(const Lifetime& life, const Dim& bytes) {
    for (Slot& slot : slots_) {
      if (!(slot.bytes == bytes) || std::ranges::any_of(slot.lives, [&](const Lifetime& other) { return overlap(other, life); })) continue;
      slot.lives.push_back(life);
      return slot.offset;
    }
    slots_.push_back({bytes, end_, {life}});
    end_ = end_ + bytes;
    return slots_.back().offset;
  }
  const Dim& end() const { return end_; }

 private:
  struct Slot {
    Dim bytes, offset;
    std::vector<Lifetime> lives;
  };
  std::vector<Slot> slots_;
  Dim end_;
};

}  // namespace

std::vector<Lifetime> lifetimes_of(const loop::Program& program) { return Lifetimes(program).run(); }

void plan_memory(loop::Program& program) {
  const std::vector<Lifetime> lives = lifetimes_of(program);
  std::vector<std::size_t> known, unknown;
  for (std::size_t i = 0; i < program.buffers.size(); ++i) {
    const loop::Buffer& buffer = program.buffers[i];
    if (buffer.role != loop::Role::temporary || buffer.alias_of >= 0 || lives[i].first < 0) continue;
    (all_known(buffer.dims) ? known : unknown).push_back(i);
  }
  const auto bytes = [&](std::size_t i) { return rounded_bytes(program.buffers[i]).value(); };
  std::ranges::stable_sort(known, [&](std::size_t a, std::size_t b) { return bytes(a) > bytes(b); });
  Known arena;
  for (const std::size_t i : known) program.buffers[i].arena_offset = arena.place(lives[i], bytes(i));
  Unknown rest{Dim(arena.end())};
  for (const std::size_t i : unknown) program.buffers[i].arena_offset = rest.place(lives[i], rounded_bytes(program.buffers[i]));
  program.arena_bytes = rest.end();
}

}  // namespace pellucid::inline v0::compiler
