#include "base/cache.hpp"

#include <atomic>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>

#include <gmock/gmock.h>

namespace pellucid::inline v0 {
namespace {

using Numbers = Cache<std::string, const int>;

// `bytes` long, and counted.
Numbers::Pointer ask(Numbers& cache, const std::string& key, std::size_t bytes = 10) {
  return cache.get(key, [&] { return Numbers::Made{std::make_shared<const int>(static_cast<int>(key.size())), bytes}; });
}

TEST(Cache, MakesAValueOnce) {
  Numbers cache({.bytes = 100});
  const auto first = ask(cache, "one");
  EXPECT_EQ(*first, 3);
  EXPECT_EQ(ask(cache, "one"), first);
  EXPECT_EQ(cache.counts().made, 1);
  EXPECT_EQ(cache.counts().bytes, 10);
}

TEST(Cache, TheLeastRecentlyUsedGoes) {
  Numbers cache({.bytes = 30});
  const auto a = ask(cache, "a"), b = ask(cache, "b");
  ask(cache, "c");
  ask(cache, "a");
  ask(cache, "d");
  EXPECT_EQ(cache.counts().entries, 3);
  EXPECT_EQ(cache.counts().bytes, 30);
  EXPECT_EQ(cache.counts().forgotten, 1);
  EXPECT_EQ(ask(cache, "a"), a);
  EXPECT_NE(ask(cache, "b"), b);
  EXPECT_EQ(cache.counts().made, 5);
}

TEST(Cache, IsBoundedInEntriesToo) {
  Numbers cache({.bytes = 1000, .entries = 2});
  for (const char* key : {"a", "b", "c", "d"}) ask(cache, key);
  EXPECT_EQ(cache.counts().entries, 2);
  EXPECT_EQ(cache.values().size(), 2);
  EXPECT_EQ(cache.counts().forgotten, 2);
}

TEST(Cache, WhatIsLargerThanTheBoundStaysWhileItIsTheLatest) {
  Numbers cache({.bytes = 30});
  ask(cache, "a");
  const auto large = ask(cache, "large", 500);
  EXPECT_EQ(cache.counts().entries, 1);
  EXPECT_EQ(ask(cache, "large"), large);
  ask(cache, "b");
  EXPECT_EQ(cache.counts().bytes, 10);
}

TEST(Cache, AValueThatGrewIsWeighedAgain) {
  Numbers cache({.bytes = 30});
  ask(cache, "a"), ask(cache, "b"), ask(cache, "c");
  cache.weigh("c", 15);
  EXPECT_EQ(cache.counts().entries, 2);
  EXPECT_EQ(cache.counts().bytes, 25);
  cache.weigh("c", 5);
  cache.weigh("nobody", 500);
  EXPECT_EQ(cache.counts().bytes, 15);
}

TEST(Cache, AValueLivesOnWithThoseWhoHoldIt) {
  Numbers cache({.bytes = 30});
  const auto a = ask(cache, "a");
  cache.clear();
  EXPECT_EQ(*a, 1);
  EXPECT_EQ(cache.counts().entries, 0);
  EXPECT_EQ(cache.counts().bytes, 0);
  EXPECT_NE(ask(cache, "a"), a);
}

TEST(Cache, WhatCannotBeMadeIsTriedAgain) {
  Numbers cache({.bytes = 30});
  EXPECT_THROW(cache.get("a", []() -> Numbers::Made { throw std::runtime_error("no"); }), std::runtime_error);
  EXPECT_EQ(cache.counts().entries, 0);
  EXPECT_EQ(*ask(cache, "a"), 1);
}

TEST(Cache, ThreadsThatAskForOneKeyGetOneValue) {
  Numbers cache({.bytes = 1000});
  std::atomic<int> made = 0, fails = 3;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const std::string key(static_cast<std::size_t>(i + 1), 'k');
        try {
          const auto value = cache.get(key, [&] {
            if (--fails >= 0) throw std::runtime_error("not yet");
            ++made;
            return Numbers::Made{std::make_shared<const int>(i), 1};
          });
          EXPECT_EQ(*value, i);
        } catch (const std::runtime_error&) {
          --i;
        }
      }
    });
  threads.clear();
  EXPECT_EQ(made, 50);
  EXPECT_EQ(cache.counts().made, 50);
}

TEST(Cache, OtherKeysDoNotWaitForOneThatIsMade) {
  Numbers cache({.bytes = 1000});
  std::latch inside(1), let_go(1);
  std::jthread slow([&] {
    cache.get("slow", [&] {
      inside.count_down();
      let_go.wait();
      return Numbers::Made{std::make_shared<const int>(0), 1};
    });
  });
  inside.wait();
  EXPECT_EQ(*ask(cache, "quick"), 5);
  EXPECT_EQ(cache.counts().entries, 1);
  let_go.count_down();
}

}  // namespace
}  // namespace pellucid::inline v0
