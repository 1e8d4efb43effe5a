extension KillShim {
    /// The library, in C: only what is a C function of that name can stand in the place of one.
    ///
    /// **What it cannot see**: calls that the C library makes inside itself (`fwrite`, `fopen`), and memory that is
    /// mapped (SQLite's `-shm`). Descriptors 0 to 2 are left alone: reports go there.
    static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <signal.h>
        #include <stdarg.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/file.h>
        #include <sys/stat.h>
        #include <sys/syscall.h>
        #include <sys/types.h>
        #include <sys/uio.h>
        #include <unistd.h>

        enum kind { DATA, NAME, REMOVE, SYNC, LOCK };
        enum act { PASS, FAIL, TORN, AFTER };
        enum how { HOW_BEFORE, HOW_AFTER, HOW_TORN, HOW_ONCE, HOW_ALWAYS };

        static atomic_long counted;
        static long kill_at;
        static enum how how;
        static int code;
        static const char *log_path;
        static int is_off;

        __attribute__((constructor)) static void begin(void) {
            const char *only = getenv("KILL_ONLY"), *at = getenv("KILL_AT"), *text = getenv("KILL_HOW");
            char self[4096] = "";
            ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
            const char *name = strrchr(self, '/');
            if (length < 0) length = 0;
            self[length] = 0;
            name = strrchr(self, '/');
            is_off = only && *only && strcmp(name ? name + 1 : self, only) != 0;
            log_path = getenv("KILL_LOG");
            kill_at = at ? atol(at) : 0;
            if (!text || !strcmp(text, "before")) how = HOW_BEFORE;
            else if (!strcmp(text, "after")) how = HOW_AFTER;
            else if (!strcmp(text, "torn")) how = HOW_TORN;
            else if (!strncmp(text, "errno:", 6)) how = HOW_ONCE, code = atoi(text + 6);
            else if (!strncmp(text, "always:", 7)) how = HOW_ALWAYS, code = atoi(text + 7);
            else is_off = 1;
        }

        static void die(void) {
            for (;;) syscall(SYS_kill, getpid(), SIGKILL);
        }

        /* Straight to the kernel, so that nothing of this is counted. */
        static void put_line(const char *line, int length) {
            int file = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
            if (file < 0) return;
            syscall(SYS_write, file, line, length);
            syscall(SYS_close, file);
        }

        static int is_file(int fd) {
            struct stat status;
            if (fd <= 2 || fstat(fd, &status) != 0) return 0;
            return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
        }

        /* Whether ENOSPC and the like can come from it at all. */
        static int can_fail(enum kind kind) {
            if (kind == LOCK) return code == ENOLCK || code == EINTR;
            return !(kind == REMOVE && (code == ENOSPC || code == EDQUOT));
        }

        static enum act decide(enum kind kind, const char *call, int fd, const char *path, long size) {
            int saved = errno;
            long number = atomic_fetch_add(&counted, 1) + 1;
            if (log_path && *log_path) {
                char name[2048] = "", line[4400];
                if (!path) {
                    char link[64];
                    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
                    ssize_t length = readlink(link, name, sizeof name - 1);
                    name[length > 0 ? length : 0] = 0;
                }
                int length = snprintf(line, sizeof line, "%ld %d %s %ld %.2000s\n", number, (int)getpid(), call, size,
                                      path ? path : name);
                put_line(line, length < (int)sizeof line ? length : (int)sizeof line - 1);
            }
            errno = saved;
            if (how == HOW_ALWAYS && kill_at > 0 && number >= kill_at) return can_fail(kind) ? FAIL : PASS;
            if (number != kill_at) return PASS;
            switch (how) {
            case HOW_AFTER: return AFTER;
            case HOW_TORN: if (kind == DATA) return TORN; die();
            case HOW_ONCE: return can_fail(kind) ? FAIL : PASS;
            default: die();
            }
            return PASS;
        }

        #define REAL(type, name, ...) \
            static type (*real)(__VA_ARGS__); \
            if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

        #define RUN(kind, name, fd, path, size, torn, call) \
            switch (decide(kind, name, fd, path, (long)(size))) { \
            case FAIL: errno = code; return -1; \
            case TORN: { torn; } die(); \
            case AFTER: { (void)!(call); } die(); \
            default: return call; \
            }

        #define ON_FILE(fd, call) if (is_off || !is_file(fd)) return call

        ssize_t write(int fd, const void *bytes, size_t size) {
            REAL(ssize_t, write, int, const void *, size_t);
            ON_FILE(fd, real(fd, bytes, size));
            RUN(DATA, "write", fd, NULL, size, (void)!real(fd, bytes, size / 2), real(fd, bytes, size))
        }

        #define PWRITE(name, offset_type) \
            ssize_t name(int fd, const void *bytes, size_t size, offset_type at) { \
                REAL(ssize_t, name, int, const void *, size_t, offset_type); \
                ON_FILE(fd, real(fd, bytes, size, at)); \
                RUN(DATA, #name, fd, NULL, size, (void)!real(fd, bytes, size / 2, at), real(fd, bytes, size, at)) \
            }
        PWRITE(pwrite, off_t)
        PWRITE(pwrite64, off64_t)

        static long total(const struct iovec *parts, int count) {
            long sum = 0;
            for (int i = 0; i < count; i++) sum += (long)parts[i].iov_len;
            return sum;
        }

        /* Half of the parts, and half of the one in the middle. */
        static int halve(const struct iovec *parts, int count, struct iovec *half) {
            int middle = count / 2 < 16 ? count / 2 : 15;
            for (int i = 0; i <= middle && i < count; i++) half[i] = parts[i];
            if (count > 0) half[middle].iov_len /= 2;
            return count > 0 ? middle + 1 : 0;
        }

        ssize_t writev(int fd, const struct iovec *parts, int count) {
            REAL(ssize_t, writev, int, const struct iovec *, int);
            struct iovec half[16];
            ON_FILE(fd, real(fd, parts, count));
            RUN(DATA, "writev", fd, NULL, total(parts, count),
                (void)!real(fd, half, halve(parts, count, half)), real(fd, parts, count))
        }

        #define PWRITEV(name, offset_type) \
            ssize_t name(int fd, const struct iovec *parts, int count, offset_type at) { \
                REAL(ssize_t, name, int, const struct iovec *, int, offset_type); \
                struct iovec half[16]; \
                ON_FILE(fd, real(fd, parts, count, at)); \
                RUN(DATA, #name, fd, NULL, total(parts, count), \
                    (void)!real(fd, half, halve(parts, count, half), at), real(fd, parts, count, at)) \
            }
        PWRITEV(pwritev, off_t)
        PWRITEV(pwritev64, off64_t)

        #define COPY(name, offset_type) \
            ssize_t name(int out, int in, offset_type *at, size_t size) { \
                REAL(ssize_t, name, int, int, offset_type *, size_t); \
                ON_FILE(out, real(out, in, at, size)); \
                RUN(DATA, #name, out, NULL, size, (void)!real(out, in, at, size / 2), real(out, in, at, size)) \
            }
        ssize_t sendfile(int, int, off_t *, size_t);
        ssize_t sendfile64(int, int, off64_t *, size_t);
        COPY(sendfile, off_t)
        COPY(sendfile64, off64_t)

        ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags) {
            REAL(ssize_t, copy_file_range, int, off64_t *, int, off64_t *, size_t, unsigned);
            ON_FILE(out, real(in, from, out, to, size, flags));
            RUN(DATA, "copy_file_range", out, NULL, size, (void)!real(in, from, out, to, size / 2, flags),
                real(in, from, out, to, size, flags))
        }

        #define ON_DESCRIPTOR(kind, name) \
            int name(int fd) { \
                REAL(int, name, int); \
                ON_FILE(fd, real(fd)); \
                RUN(kind, #name, fd, NULL, 0, (void)0, real(fd)) \
            }
        ON_DESCRIPTOR(SYNC, fsync)
        ON_DESCRIPTOR(SYNC, fdatasync)

        #define RESIZE(name, size_type) \
            int name(int fd, size_type size) { \
                REAL(int, name, int, size_type); \
                ON_FILE(fd, real(fd, size)); \
                RUN(DATA, #name, fd, NULL, size, (void)0, real(fd, size)) \
            }
        RESIZE(ftruncate, off_t)
        RESIZE(ftruncate64, off64_t)

        int flock(int fd, int operation) {
            REAL(int, flock, int, int);
            ON_FILE(fd, real(fd, operation));
            RUN(LOCK, "flock", fd, NULL, operation, (void)0, real(fd, operation))
        }

        #define CONTROL(name) \
            int name(int fd, int command, ...) { \
                REAL(int, name, int, int, ...); \
                va_list rest; \
                va_start(rest, command); \
                void *argument = va_arg(rest, void *); \
                va_end(rest); \
                int locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK || command == F_OFD_SETLKW; \
                if (is_off || !locks || !is_file(fd)) return real(fd, command, argument); \
                RUN(LOCK, #name, fd, NULL, command, (void)0, real(fd, command, argument)) \
            }
        #undef fcntl
        #undef fcntl64
        CONTROL(fcntl)
        CONTROL(fcntl64)

        #define TWO_NAMES(kind, name) \
            int name(const char *old, const char *new) { \
                REAL(int, name, const char *, const char *); \
                if (is_off) return real(old, new); \
                RUN(kind, #name, -1, new, 0, (void)0, real(old, new)) \
            }
        TWO_NAMES(NAME, rename)
        TWO_NAMES(NAME, link)
        TWO_NAMES(NAME, symlink)

        int renameat(int from, const char *old, int to, const char *new) {
            REAL(int, renameat, int, const char *, int, const char *);
            if (is_off) return real(from, old, to, new);
            RUN(NAME, "renameat", -1, new, 0, (void)0, real(from, old, to, new))
        }

        int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
            REAL(int, renameat2, int, const char *, int, const char *, unsigned);
            if (is_off) return real(from, old, to, new, flags);
            RUN(NAME, "renameat2", -1, new, 0, (void)0, real(from, old, to, new, flags))
        }

        int linkat(int from, const char *old, int to, const char *new, int flags) {
            REAL(int, linkat, int, const char *, int, const char *, int);
            if (is_off) return real(from, old, to, new, flags);
            RUN(NAME, "linkat", -1, new, 0, (void)0, real(from, old, to, new, flags))
        }

        #define ONE_NAME(name) \
            int name(const char *path) { \
                REAL(int, name, const char *); \
                if (is_off) return real(path); \
                RUN(REMOVE, #name, -1, path, 0, (void)0, real(path)) \
            }
        ONE_NAME(unlink)
        ONE_NAME(rmdir)
        ONE_NAME(remove)

        int unlinkat(int folder, const char *path, int flags) {
            REAL(int, unlinkat, int, const char *, int);
            if (is_off) return real(folder, path, flags);
            RUN(REMOVE, "unlinkat", -1, path, 0, (void)0, real(folder, path, flags))
        }

        int mkdir(const char *path, mode_t mode) {
            REAL(int, mkdir, const char *, mode_t);
            if (is_off) return real(path, mode);
            RUN(NAME, "mkdir", -1, path, 0, (void)0, real(path, mode))
        }

        int mkdirat(int folder, const char *path, mode_t mode) {
            REAL(int, mkdirat, int, const char *, mode_t);
            if (is_off) return real(folder, path, mode);
            RUN(NAME, "mkdirat", -1, path, 0, (void)0, real(folder, path, mode))
        }

        /* Opening to write, or to make; not devices, pipes and terminals. */
        static int counts(int folder, const char *path, int flags) {
            struct stat status;
            if (is_off || !path) return 0;
            if ((flags & O_ACCMODE) == O_RDONLY && !(flags & (O_CREAT | O_TRUNC))) return 0;
            int saved = errno;
            int found = fstatat(folder, path, &status, 0);
            errno = saved;
            return found != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
        }

        #define MODE \
            mode_t mode = 0; \
            if (flags & (O_CREAT | O_TMPFILE)) { \
                va_list rest; \
                va_start(rest, flags); \
                mode = va_arg(rest, mode_t); \
                va_end(rest); \
            }

        #define OPEN(name) \
            int name(const char *path, int flags, ...) { \
                REAL(int, name, const char *, int, ...); \
                MODE \
                if (!counts(AT_FDCWD, path, flags)) return real(path, flags, mode); \
                RUN(NAME, #name, -1, path, flags, (void)0, real(path, flags, mode)) \
            }
        #define OPEN_AT(name) \
            int name(int folder, const char *path, int flags, ...) { \
                REAL(int, name, int, const char *, int, ...); \
                MODE \
                if (!counts(folder, path, flags)) return real(folder, path, flags, mode); \
                RUN(NAME, #name, -1, path, flags, (void)0, real(folder, path, flags, mode)) \
            }
        /* What _FORTIFY_SOURCE makes of an open without a mode. */
        #define OPEN_CHECKED(name) \
            int name(const char *path, int flags) { \
                REAL(int, name, const char *, int); \
                if (!counts(AT_FDCWD, path, flags)) return real(path, flags); \
                RUN(NAME, #name, -1, path, flags, (void)0, real(path, flags)) \
            }
        #define CREATE(name) \
            int name(const char *path, mode_t mode) { \
                REAL(int, name, const char *, mode_t); \
                if (!counts(AT_FDCWD, path, O_WRONLY | O_CREAT)) return real(path, mode); \
                RUN(NAME, #name, -1, path, 0, (void)0, real(path, mode)) \
            }
        OPEN(open)
        OPEN(open64)
        OPEN_AT(openat)
        OPEN_AT(openat64)
        OPEN_CHECKED(__open_2)
        OPEN_CHECKED(__open64_2)
        CREATE(creat)
        CREATE(creat64)
        """#
}
