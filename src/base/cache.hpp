// What was made once is kept for the next one who asks. Bounded in bytes: the least recently used goes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace pellucid::inline v0 {

struct CacheLimits {
  std::size_t bytes = 0;
  std::size_t entries = std::numeric_limits<std::size_t>::max();
};

struct CacheCounts {
  std::size_t entries = 0, bytes = 0;     // kept now
  std::uint64_t made = 0, forgotten = 0;  // so far
};

/// Safe from several threads. Nothing is locked while a value is made: who asks for that key waits, who asks for another does not. The value
/// that was asked for last stays even where it alone is larger than the bound. A value lives on with those who hold it.
template <class Key, class Value>
class Cache {
 public:
  using Pointer = std::shared_ptr<Value>;
  struct Made {
    Pointer value;
    std::size_t bytes = 0;
  };

  explicit Cache(const CacheLimits& limits) : limits_(limits) {}
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  /// `make` returns a Made and is called where there is no value. What it throws is thrown here, and the next one who asks makes it anew.
  template <class Make>
  Pointer get(const Key& key, const Make& make) {
    for (;;) {
      const std::shared_ptr<Slot> slot = touch(key);
      if (Pointer value = value_of(*slot)) return value;
      const std::scoped_lock one_at_a_time(slot->making);
      if (Pointer value = value_of(*slot)) return value;
      if (slot->has_failed) continue;
      try {
        return keep(slot, make());
      } catch (...) {
        slot->has_failed = true;
        forget(slot);
        throw;
      }
    }
  }

  /// The values kept, the latest first.
  std::vector<Pointer> values() const {
    std::vector<Pointer> values;
    const std::scoped_lock lock(guard_);
    for (const auto& slot : order_)
      if (slot->value) values.push_back(slot->value);
    return values;
  }

  /// A value has come to hold so many bytes.
  void weigh(const Key& key, std::size_t bytes) {
    std::vector<Pointer> gone;  // let go after the lock
    const std::scoped_lock lock(guard_);
    const auto found = slots_.find(key);
    if (found == slots_.end() || !(*found->second)->value) return;
    set_bytes(**found->second, bytes);
    make_room(gone);
  }

  /// Lets go of all values. The counts of what was made go on.
  void clear() {
    std::vector<Pointer> gone;
    const std::scoped_lock lock(guard_);
    for (auto slot = order_.begin(); slot != order_.end();) {
      const auto next = std::next(slot);
      if ((*slot)->value) drop(slot, gone);
      slot = next;
    }
  }

  CacheCounts counts() const {
    const std::scoped_lock lock(guard_);
    return counts_;
  }

 private:
  struct Slot {
    explicit Slot(Key of) : key(std::move(of)) {}
    const Key key;
    std::mutex making;
    bool has_failed = false;  // read and written with `making` locked
    Pointer value;            // this and `bytes`: with `guard_` locked
    std::size_t bytes = 0;
  };
  using Order = std::list<std::shared_ptr<Slot>>;

  std::shared_ptr<Slot> touch(const Key& key) {
    const std::scoped_lock lock(guard_);
    const auto [found, is_new] = slots_.try_emplace(key);
    if (is_new) found->second = order_.insert(order_.begin(), std::make_shared<Slot>(key));
    else order_.splice(order_.begin(), order_, found->second);
    return *found->second;
  }

  Pointer value_of(const Slot& slot) const {
    const std::scoped_lock lock(guard_);
    return slot.value;
  }

  Pointer keep(const std::shared_ptr<Slot>& slot, const Made& made) {
    std::vector<Pointer> gone;
    const std::scoped_lock lock(guard_);
    slot->value = made.value;
    ++counts_.made;
    ++counts_.entries;
    set_bytes(*slot, made.bytes);
    make_room(gone);
    return made.value;
  }

  void forget(const std::shared_ptr<Slot>& slot) {
    const std::scoped_lock lock(guard_);
    const auto found = slots_.find(slot->key);
    order_.erase(found->second);
    slots_.erase(found);
  }

  void set_bytes(Slot& slot, std::size_t bytes) {
    counts_.bytes += bytes - slot.bytes;
    slot.bytes = bytes;
  }

  void make_room(std::vector<Pointer>& gone) {
    auto slot = order_.end();
    while (slot != order_.begin() && (counts_.bytes > limits_.bytes || counts_.entries > limits_.entries)) {
      --slot;
      if (!(*slot)->value || counts_.entries == 1) continue;
      const auto next = std::next(slot);
      drop(slot, gone);
      ++counts_.forgotten;
      slot = next;
    }
  }

  void drop(typename Order::iterator slot, std::vector<Pointer>& gone) {
    gone.push_back(std::move((*slot)->value));
    set_bytes(**slot, 0);
    --counts_.entries;
    slots_.erase((*slot)->key);
    order_.erase(slot);
  }

  const CacheLimits limits_;
  mutable std::mutex guard_;
  Order order_;  // the latest first; those without a value are being made
  std::map<Key, typename Order::iterator, std::less<>> slots_;
  CacheCounts counts_;
};

}  // namespace pellucid::inline v0
