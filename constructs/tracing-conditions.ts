import type { ArgumentType } from './tracing-hooks';

/**
 * What an argument must be, for arguments of the types that the operator really works on: on others Tetragon skips the
 * filter, and everything matches (`tetragon 1.7 bpf/process/types/basic.h`).
 */
export interface Condition<in Type extends ArgumentType> {
  readonly operator: string;
  readonly values: readonly string[];
  /** Never set: it carries the type. */
  readonly worksOn?: (type: Type) => void;
}

type Text = 'string' | 'file' | 'path' | 'linux_binprm' | 'sockaddr_un';
type Path = 'file' | 'path' | 'linux_binprm';
type Integer = 'int' | 'uint16' | 'uint32';
type Socket = 'sock';
type Texts = readonly [string, ...string[]];
/** In-kernel maps for numbers hold four. */
type Numbers = readonly [number, number?, number?, number?];

/** A path below a mount of Kubernetes: it is reached by links through `..<timestamp>`, so it never equals its name. */
const linkedPath = /\/kubernetes\.io\/(serviceaccount|secret|configmap)/;

/** One of these texts exactly. @throws Error for a path that the kernel never sees under its name */
export function equal(...values: Texts): Condition<Text> {
  const linked = values.find(value => linkedPath.test(value));
  if (linked !== undefined) throw new Error(`\`${linked}\` is a link on its mount and never matches: use a prefix`);
  return { operator: 'Equal', values };
}

export function prefix(...values: Texts): Condition<Text> {
  return { operator: 'Prefix', values: shorterThan(257, values) };
}

export function postfix(...values: Texts): Condition<Exclude<Text, 'sockaddr_un'>> {
  return { operator: 'Postfix', values: shorterThan(128, values) };
}

/** The file is a socket: nothing that has a path. */
export function isSocket(): Condition<Exclude<Path, 'linux_binprm'>> {
  return { operator: 'FileType', values: ['sock'] };
}

export function oneOf(...values: Numbers): Condition<Integer> {
  return { operator: 'Equal', values: values.map(String) };
}

/** Any of these bits. */
export function mask(bits: number): Condition<Integer> {
  return { operator: 'Mask', values: [`${bits}`] };
}

export function family(
  ...values: readonly ['AF_UNIX'] | readonly ['AF_INET', 'AF_INET6']
): Condition<'sockaddr' | 'sockaddr_un' | Socket> {
  return { operator: 'Family', values };
}

export function protocol(...values: Texts): Condition<'socket' | Socket> {
  return { operator: 'Protocol', values };
}

export function destinationPort(...ports: Numbers): Condition<Socket> {
  return { operator: 'DPort', values: ports.map(String) };
}

export function sourcePort(...ports: Numbers): Condition<Socket> {
  return { operator: 'SPort', values: ports.map(String) };
}

/** The address of a `sockaddr`, which Tetragon calls its source whatever it is. */
export function address(...blocks: Texts): Condition<'sockaddr'> {
  return { operator: 'SAddr', values: blocks };
}

/**
 * Loopback, private, shared and link-local blocks of both families, and those of IPv4 as dual-stack sockets write them:
 * a list without IPv6 matches every IPv6 address.
 */
const localBlocks = [
  ...['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
  ...['::1/128', 'fc00::/7', 'fe80::/10'],
  ...['::ffff:127.0.0.0/104', '::ffff:10.0.0.0/104', '::ffff:172.16.0.0/108', '::ffff:192.168.0.0/112'],
  ...['::ffff:100.64.0.0/106', '::ffff:169.254.0.0/112'],
] as const;

/** The connection leaves the private networks. Addresses cannot simply be negated, because a negation must name both families. */
export function toPublic(): Condition<Socket> {
  return { operator: 'NotDAddr', values: localBlocks };
}

export function publicAddress(): Condition<'sockaddr'> {
  return { operator: 'NotSAddr', values: localBlocks };
}

function shorterThan(limit: number, values: Texts): Texts {
  const long = values.find(value => value.length >= limit);
  if (long !== undefined) throw new Error(`\`${long}\` is longer than the kernel compares: ${limit - 1}`);
  return values;
}
