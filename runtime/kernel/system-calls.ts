/**
 * The entry functions of system calls, behind `sys_`: they differ from the call's own name in places, `newuname` for
 * uname and `umount` for umount2 (Linux up to 6.18, `arch/x86/entry/syscalls/syscall_64.tbl`, `scripts/syscall.tbl`).
 * Parameters are those that Tetragon 1.7 knows (`pkg/syscallinfo/syscalls.json`); a name without them is not in there.
 */
export const systemCalls = `
accept(number,sockaddr,pointer) accept4(number,sockaddr,pointer,number) acct(text)
add_key(text,text,pointer,number,number) adjtimex(timex) bind(number,sockaddr,number) bpf(number,bpf_attr,number)
brk(number) cachestat(number,cachestat_range,cachestat,number) capget(any,any) capset(any,any) chdir(text)
chroot(text) clock_adjtime(number,timex) clock_getres(number,timespec) clock_gettime(number,timespec)
clock_nanosleep(number,number,timespec,timespec) clock_settime(number,timespec)
clone(number,number,pointer,pointer,number) clone3(clone_args,number) close(number)
close_range(number,number,number) connect(number,sockaddr,number)
copy_file_range(number,pointer,number,pointer,number,number) delete_module(text,number) dup(number)
dup3(number,number,number) epoll_create1(number) epoll_ctl(number,number,number,epoll_event)
epoll_pwait(number,epoll_event,number,number,pointer,number)
epoll_pwait2(number,epoll_event,number,__kernel_timespec,pointer,number) eventfd2(number,number)
execve(text,pointer,pointer) execveat(number,text,pointer,pointer,number) exit(number) exit_group(number)
faccessat(number,text,number) faccessat2(number,text,number,number) fallocate(number,number,number,number)
fanotify_init(number,number) fanotify_mark(number,number,number,number,text) fchdir(number) fchmod(number,number)
fchmodat(number,text,number) fchmodat2(number,text,number,number) fchown(number,number,number)
fchownat(number,text,number,number,number) fcntl(number,number,number) fdatasync(number)
fgetxattr(number,text,pointer,number) file_getattr file_setattr finit_module(number,text,number)
flistxattr(number,text,number) flock(number,number) fremovexattr(number,text)
fsconfig(number,number,text,pointer,number) fsetxattr(number,text,pointer,number,number)
fsmount(number,number,number) fsopen(text,number) fspick(number,text,number) fstatfs(number,statfs) fsync(number)
ftruncate(number,number) futex(pointer,number,number,timespec,pointer,number) futex_requeue futex_wait
futex_waitv(futex_waitv,number,number,__kernel_timespec,number) futex_wake
get_mempolicy(pointer,pointer,number,number,number) get_robust_list(number,pointer,pointer)
getcpu(pointer,pointer,getcpu_cache) getcwd(text,number) getdents64(number,linux_dirent64,number) getegid geteuid
getgid getgroups(number,pointer) getitimer(number,itimerval) getpeername(number,sockaddr,pointer) getpgid(number)
getpid getppid getpriority(number,number) getrandom(text,number,number) getresgid(pointer,pointer,pointer)
getresuid(pointer,pointer,pointer) getrlimit(number,rlimit) getrusage(number,rusage) getsid(number)
getsockname(number,sockaddr,pointer) getsockopt(number,number,number,text,pointer) gettid
gettimeofday(timeval,timezone) getuid getxattr(text,text,pointer,number) getxattrat init_module(pointer,number,text)
inotify_add_watch(number,text,number) inotify_init1(number) inotify_rm_watch(number,number)
io_cancel(number,iocb,io_event) io_destroy(number) io_getevents(number,number,number,io_event,timespec)
io_pgetevents(number,number,number,io_event,timespec,__aio_sigset) io_setup(number,pointer)
io_submit(number,number,pointer) io_uring_enter(number,number,number,number,pointer,number)
io_uring_register(number,number,pointer,number) io_uring_setup(number,io_uring_params) ioctl(number,number,number)
ioprio_get(number,number) ioprio_set(number,number,number) kcmp(number,number,number,number,number) kexec_file_load
kexec_load(number,number,kexec_segment,number) keyctl(number,number,number,number,number) kill(number,number)
landlock_add_rule landlock_create_ruleset landlock_restrict_self lgetxattr(text,text,pointer,number)
linkat(number,text,number,text,number) listen(number,number) listmount listxattr(text,text,number) listxattrat
llistxattr(text,text,number) lremovexattr(text,text) lseek(number,number,number)
lsetxattr(text,text,pointer,number,number) lsm_get_self_attr lsm_list_modules lsm_set_self_attr
madvise(number,number,number) map_shadow_stack mbind(number,number,number,pointer,number,number)
membarrier(number,number,number) memfd_create(text,number) memfd_secret(number)
migrate_pages(number,number,pointer,pointer) mincore(number,number,pointer) mkdirat(number,text,number)
mknodat(number,text,number,number) mlock(number,number) mlock2(number,number,number) mlockall(number)
mmap(number,number,number,number,number,number) mount(text,text,text,number,pointer)
mount_setattr(number,text,number,mount_attr,number) move_mount(number,text,number,text,number)
move_pages(number,number,pointer,pointer,pointer,number) mprotect(number,number,number)
mq_getsetattr(number,mq_attr,mq_attr) mq_notify(number,sigevent) mq_open(text,number,number,mq_attr)
mq_timedreceive(number,text,number,pointer,timespec) mq_timedsend(number,text,number,number,timespec)
mq_unlink(text) mremap(number,number,number,number,number) mseal msgctl(number,number,msqid_ds)
msgget(number,number) msgrcv(number,msgbuf,number,number,number) msgsnd(number,msgbuf,number,number)
msync(number,number,number) munlock(number,number) munlockall munmap(number,number)
name_to_handle_at(number,text,file_handle,pointer,number) nanosleep(timespec,timespec) newfstat(number,stat)
newfstatat(number,text,stat,number) newuname(new_utsname) open_by_handle_at(number,file_handle,number)
open_tree(number,text,number) open_tree_attr openat(number,text,number,number) openat2(number,text,open_how,number)
perf_event_open(perf_event_attr,number,number,number,number) personality(number) pidfd_getfd(number,number,number)
pidfd_open(number,number) pidfd_send_signal(number,number,pointer,number) pipe2(pointer,number)
pivot_root(text,text) pkey_alloc(number,number) pkey_free(number) pkey_mprotect(number,number,number,number)
ppoll(pollfd,number,timespec,pointer,number) prctl(number,number,number,number,number)
pread64(number,text,number,number) preadv(number,iovec,number,number,number)
preadv2(number,iovec,number,number,number,number) prlimit64(number,number,rlimit64,rlimit64)
process_madvise(number,iovec,number,number,number) process_mrelease(number,number)
process_vm_readv(number,iovec,number,iovec,number,number) process_vm_writev(number,iovec,number,iovec,number,number)
pselect6(number,pointer,pointer,pointer,timespec,pointer) ptrace(number,number,number,number)
pwrite64(number,text,number,number) pwritev(number,iovec,number,number,number)
pwritev2(number,iovec,number,number,number,number) quotactl(number,text,number,pointer)
quotactl_fd(number,number,number,pointer) read(number,text,number) readahead(number,number,number)
readlinkat(number,text,text,number) readv(number,iovec,number) reboot(number,number,number,pointer)
recvfrom(number,pointer,number,number,sockaddr,pointer) recvmmsg(number,mmsghdr,number,number,timespec)
recvmsg(number,user_msghdr,number) remap_file_pages(number,number,number,number,number) removexattr(text,text)
removexattrat renameat(number,text,number,text) renameat2(number,text,number,text,number)
request_key(text,text,text,number) restart_syscall rseq(rseq,number,number,number)
rt_sigaction(number,sigaction,sigaction,number) rt_sigpending(pointer,number)
rt_sigprocmask(number,pointer,pointer,number) rt_sigqueueinfo(number,number,pointer) rt_sigreturn
rt_sigsuspend(pointer,number) rt_sigtimedwait(pointer,pointer,timespec,number)
rt_tgsigqueueinfo(number,number,number,pointer) sched_get_priority_max(number) sched_get_priority_min(number)
sched_getaffinity(number,number,pointer) sched_getattr(number,sched_attr,number,number)
sched_getparam(number,sched_param) sched_getscheduler(number) sched_rr_get_interval(number,timespec)
sched_setaffinity(number,number,pointer) sched_setattr(number,sched_attr,number) sched_setparam(number,sched_param)
sched_setscheduler(number,number,sched_param) sched_yield seccomp(number,number,pointer)
semctl(number,number,number,number) semget(number,number,number) semop(number,sembuf,number)
semtimedop(number,sembuf,number,timespec) sendfile64(number,number,pointer,number)
sendmmsg(number,mmsghdr,number,number) sendmsg(number,user_msghdr,number)
sendto(number,pointer,number,number,sockaddr,number) set_mempolicy(number,pointer,number)
set_mempolicy_home_node(number,number,number,number) set_robust_list(robust_list_head,number)
set_tid_address(pointer) setdomainname(text,number) setfsgid(number) setfsuid(number) setgid(number)
setgroups(number,pointer) sethostname(text,number) setitimer(number,itimerval,itimerval) setns(number,number)
setpgid(number,number) setpriority(number,number,number) setregid(number,number) setresgid(number,number,number)
setresuid(number,number,number) setreuid(number,number) setrlimit(number,rlimit) setsid
setsockopt(number,number,number,text,number) settimeofday(timeval,timezone) setuid(number)
setxattr(text,text,pointer,number,number) setxattrat shmat(number,text,number) shmctl(number,number,shmid_ds)
shmdt(text) shmget(number,number,number) shutdown(number,number) sigaltstack(pointer,pointer)
signalfd4(number,pointer,number,number) socket(number,number,number) socketpair(number,number,number,pointer)
splice(number,pointer,number,pointer,number,number) statfs(text,statfs) statmount
statx(number,text,number,number,statx) swapoff(text) swapon(text,number) symlinkat(text,number,text) sync
sync_file_range(number,number,number,number) syncfs(number) sysinfo(sysinfo) syslog(number,text,number)
tee(number,number,number,number) tgkill(number,number,number) timer_create(number,sigevent,pointer)
timer_delete(number) timer_getoverrun(number) timer_gettime(number,itimerspec)
timer_settime(number,number,itimerspec,itimerspec) timerfd_create(number,number) timerfd_gettime(number,itimerspec)
timerfd_settime(number,number,itimerspec,itimerspec) times(tms) tkill(number,number) truncate(text,number)
umask(number) umount(text,number) unlinkat(number,text,number) unshare(number) userfaultfd
utimensat(number,text,timespec,number) vhangup vmsplice(number,iovec,number,number)
wait4(number,pointer,number,rusage) waitid(number,number,siginfo,number,rusage) write(number,text,number)
writev(number,iovec,number)
`;

/** Entry functions that kernels for arm64 do not have. */
export const onlyOnX86 = `
access(text,number) alarm(number) arch_prctl(number,number) chmod(text,number) chown(text,number,number)
creat(text,number) dup2(number,number) epoll_create(number) epoll_wait(number,epoll_event,number,number)
eventfd(number) fadvise64(number,number,number,number) fork futimesat(number,text,timeval)
getdents(number,linux_dirent,number) getpgrp inotify_init ioperm(number,number,number) iopl(number)
lchown(text,number,number) link(text,text) lookup_dcookie(number,text,number) mkdir(text,number)
mknod(text,number,number) modify_ldt(number,pointer,number) newlstat(text,stat) newstat(text,stat)
open(text,number,number) pause pipe(pointer) poll(pollfd,number,number) readlink(text,text,number) rename(text,text)
rmdir(text) select(number,pointer,pointer,pointer,timeval) signalfd(number,pointer,number) symlink(text,text)
sysfs(number,number,number) time(pointer) unlink(text) uprobe uretprobe ustat(number,ustat) utime(text,utimbuf)
utimes(text,timeval) vfork
`;

/** Entry functions that kernels for x86_64 do not have. */
export const onlyOnArm = `
arm64_personality fadvise64_64(number,number,number,number) sync_file_range2(number,number,number,number)
`;
