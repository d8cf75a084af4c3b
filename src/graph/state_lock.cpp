#include "graph/state_lock.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "graph/node.hpp"

namespace pellucid::inline v0 {
namespace {

// Which state is in which group changes only with this held, the group locked to write, and `version` raised before the group is let go:
// whoever locks a group and then finds the version unchanged holds the right one.
std::mutex& grouping() {
  static std::mutex guard;
  return guard;
}
std::atomic<std::uint64_t> version = 1;

// Takes the states of one kind of use out of groups with others.
void separate(const std::vector<std::shared_ptr<SharedState>>& states) {
  const std::scoped_lock lock(grouping());
  std::map<std::shared_ptr<StateGroup>, std::vector<SharedState*>> by_group;
  for (const auto& state : states) by_group[state->group].push_back(state.get());
  const auto fresh = std::make_shared<StateGroup>();  // of those that no function has used
  for (const auto& [group, members] : by_group) {
    if (group->is_used && group->members == members.size()) continue;
    const auto part = group->is_used ? std::make_shared<StateGroup>() : fresh;
    part->is_used = true;
    part->members += members.size();
    group->lock.lock();
    for (SharedState* member : members) member->group = part;
    group->members -= members.size();
    ++version;
    group->lock.unlock();
  }
}

std::shared_ptr<StateGroup> lock_group(const SharedState& state, void (*lock)(ReadWriteLock&), void (*unlock)(ReadWriteLock&)) {
  for (;;) {
    const std::uint64_t seen = version.load();
    std::shared_ptr<StateGroup> group;
    {
      const std::scoped_lock guard(grouping());
      group = state.group;
    }
    lock(group->lock);
    if (version.load() == seen) return group;
    unlock(group->lock);
  }
}

}  // namespace

void ReadWriteLock::lock_shared() {
  std::uint32_t word = word_.load(std::memory_order_relaxed);
  for (;;) {
    if ((word & writers) != 0) {
      word_.wait(word, std::memory_order_relaxed);
      word = word_.load(std::memory_order_relaxed);
    } else if (word_.compare_exchange_weak(word, word + 1, std::memory_order_acquire, std::memory_order_relaxed)) {
      return;
    }
  }
}

void ReadWriteLock::unlock_shared() {
  const std::uint32_t before = word_.fetch_sub(1, std::memory_order_release);
  if ((before & writers) != 0 && (before & ~writers) == 1) word_.notify_all();
}

bool ReadWriteLock::try_lock() {
  std::uint32_t word = word_.load(std::memory_order_relaxed);
  for (;;) {
    if ((word & call) != 0) return false;
    if ((word & brief) != 0) {
      word_.wait(word, std::memory_order_relaxed);
      word = word_.load(std::memory_order_relaxed);
    } else if (word_.compare_exchange_weak(word, word | call, std::memory_order_acquire, std::memory_order_relaxed)) {
      break;
    }
  }
  wait_for_readers();
  return true;
}

void ReadWriteLock::lock() {
  std::uint32_t word = word_.load(std::memory_order_relaxed);
  for (;;) {
    if ((word & writers) != 0) {
      word_.wait(word, std::memory_order_relaxed);
      word = word_.load(std::memory_order_relaxed);
    } else if (word_.compare_exchange_weak(word, word | brief, std::memory_order_acquire, std::memory_order_relaxed)) {
      break;
    }
  }
  wait_for_readers();
}

void ReadWriteLock::wait_for_readers() {
  for (std::uint32_t word = word_.load(std::memory_order_acquire); (word & ~writers) != 0; word = word_.load(std::memory_order_acquire)) {
    word_.wait(word, std::memory_order_relaxed);
  }
}

void ReadWriteLock::unlock() {
  word_.store(0, std::memory_order_release);
  word_.notify_all();
}

StateLocks::StateLocks(std::vector<std::shared_ptr<SharedState>> read, std::vector<std::shared_ptr<SharedState>> written)
    : read_(std::move(read)), written_(std::move(written)) {
  if (!read_.empty()) separate(read_);
  if (!written_.empty()) separate(written_);
}

void StateLocks::find(View& view) const {
  view.groups.clear();
  std::map<std::shared_ptr<StateGroup>, bool> groups;
  const std::scoped_lock lock(grouping());
  view.version = version.load();
  for (const auto& state : read_) groups.emplace(state->group, false);
  for (const auto& state : written_) groups.insert_or_assign(state->group, true);
  view.groups.assign(groups.begin(), groups.end());
}

bool StateLocks::try_lock(View& view) const {
  if (read_.empty() && written_.empty()) return true;
  for (;;) {
    if (view.version != version.load(std::memory_order_acquire)) find(view);
    std::size_t held = 0;
    for (; held < view.groups.size(); ++held) {
      const auto& [group, writes] = view.groups[held];
      if (!writes) group->lock.lock_shared();
      else if (!group->lock.try_lock()) break;
    }
    const bool is_current = view.version == version.load(std::memory_order_acquire);
    if (is_current && held == view.groups.size()) return true;
    while (held-- > 0) view.groups[held].second ? view.groups[held].first->lock.unlock() : view.groups[held].first->lock.unlock_shared();
    if (is_current) return false;
  }
}

void StateLocks::unlock(const View& view) {
  for (const auto& [group, writes] : view.groups) writes ? group->lock.unlock() : group->lock.unlock_shared();
}

StateReading::StateReading(const SharedState& state)
    : group_(lock_group(state, [](ReadWriteLock& lock) { lock.lock_shared(); }, [](ReadWriteLock& lock) { lock.unlock_shared(); })) {}
StateReading::~StateReading() { group_->lock.unlock_shared(); }

StateWriting::StateWriting(const SharedState& state)
    : group_(lock_group(state, [](ReadWriteLock& lock) { lock.lock(); }, [](ReadWriteLock& lock) { lock.unlock(); })) {}
StateWriting::~StateWriting() { group_->lock.unlock(); }

}  // namespace pellucid::inline v0
