// Counts what the audio thread of a program must not do: allocate, and take locks that are held.
//
// Preloaded into the program by audio_thread.py. Threads with real-time priority count, from their third
// second on: everything is set up by then. Built with -fno-builtin, or compilers leave malloc out.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static atomic_long allocations, inFluidSynth, locks, contended;
static __thread time_t begin;
static __thread int isAsking;

static int watched(void) {
  struct sched_param parameter;
  struct timespec now;
  int policy;
  if (isAsking) return 0;
  isAsking = 1;
  int known = !pthread_getschedparam(pthread_self(), &policy, &parameter);
  isAsking = 0;
  if (!known || (policy & ~0x40000000) != SCHED_FIFO) return 0;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (!begin) begin = now.tv_sec;
  return now.tv_sec >= begin + 2;
}

// Counts an allocation, by who asked for it.
static void count(void *caller) {
  if (!watched()) return;
  Dl_info place;
  isAsking = 1;
  int known = dladdr(caller, &place);
  isAsking = 0;
  // FluidSynth renders in a parallel region of one thread, for which OpenMP takes a block.
  int isFluid = known && (strstr(place.dli_fname, "fluidsynth") || strstr(place.dli_fname, "gomp"));
  if (isFluid) inFluidSynth++; else allocations++;
}

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

#define COUNT count(__builtin_return_address(0))
void *malloc(size_t size) { COUNT; return __libc_malloc(size); }
void *calloc(size_t n, size_t size) { COUNT; return __libc_calloc(n, size); }
void *realloc(void *p, size_t size) { COUNT; return __libc_realloc(p, size); }
void *aligned_alloc(size_t a, size_t size) { COUNT; return __libc_memalign(a, size); }
void *memalign(size_t a, size_t size) { COUNT; return __libc_memalign(a, size); }
int posix_memalign(void **p, size_t a, size_t size) {
  COUNT;
  return (*p = __libc_memalign(a, size)) ? 0 : ENOMEM;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
  static int (*lock)(pthread_mutex_t *), (*try)(pthread_mutex_t *);
  if (!lock) {
    lock = dlsym(RTLD_NEXT, "pthread_mutex_lock");
    try = dlsym(RTLD_NEXT, "pthread_mutex_trylock");
  }
  if (watched()) {
    locks++;
    int status = try(mutex);
    if (!status) return 0;
    contended++;
  }
  return lock(mutex);
}

static void report(void) __attribute__((destructor));
static void report(void) {
  const char *path = getenv("COUNT_REPORT");
  int isPlayer = !strncmp(program_invocation_short_name, "lilt", 4);
  FILE *file = path && isPlayer ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld %ld %ld %ld\n", allocations, inFluidSynth, locks, contended);
  fclose(file);
}
