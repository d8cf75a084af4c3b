// Who may touch shared variables when: any number of calls that read, or one that writes.
//
// A call of a function locks all its shared variables at once, at the cost of one or two atomic operations: variables that the same functions
// use in the same way share one lock. A new function may split such a group; it waits for the calls that hold it.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace pellucid::inline v0 {

struct SharedState;

/// Readers or one writer. A writer is a call, which may take long, or brief: others wait for brief ones, and only readers wait for calls.
class ReadWriteLock {
 public:
  void lock_shared();
  void unlock_shared();
  bool try_lock();  ///< as a call; false when another call writes
  void lock();      ///< briefly
  void unlock();

 private:
  void wait_for_readers();
  static constexpr std::uint32_t call = 1U << 31, brief = 1U << 30, writers = call | brief;
  std::atomic<std::uint32_t> word_ = 0;  // readers, and whether somebody writes or waits for them to end
};

/// Shared variables that are locked together.
struct StateGroup {
  ReadWriteLock lock;
  std::size_t members = 0;
  bool is_used = false;  // by a function
};

/// What one function locks.
class StateLocks {
 public:
  StateLocks() = default;
  StateLocks(std::vector<std::shared_ptr<SharedState>> read, std::vector<std::shared_ptr<SharedState>> written);

  /// The locks as they were last found; one for each call that runs.
  struct View {
    std::uint64_t version = 0;
    std::vector<std::pair<std::shared_ptr<StateGroup>, bool>> groups = {};  // in one order for all functions; true: to write
  };
  bool try_lock(View& view) const;  ///< false, with nothing locked, when another call writes what this one would write; waits otherwise
  static void unlock(const View& view);

 private:
  void find(View& view) const;
  std::vector<std::shared_ptr<SharedState>> read_, written_;
};

/// For single variables.
class StateReading {
 public:
  explicit StateReading(const SharedState& state);
  ~StateReading();
  StateReading(const StateReading&) = delete;
  StateReading& operator=(const StateReading&) = delete;

 private:
  std::shared_ptr<StateGroup> group_;
};
class StateWriting {
 public:
  explicit StateWriting(const SharedState& state);
  ~StateWriting();
  StateWriting(const StateWriting&) = delete;
  StateWriting& operator=(const StateWriting&) = delete;

 private:
  std::shared_ptr<StateGroup> group_;
};

}  // namespace pellucid::inline v0
