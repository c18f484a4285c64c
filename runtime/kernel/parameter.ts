import { own } from '../../model/own';
/**
 * What a parameter is: `number`, `text` for a `char *`, the name of the struct that a pointer leads to, `pointer` for
 * other pointers, and `any` for what the headers leave open.
 */
export type Parameter = string;

/** The parameters of a function, once for each form that kernels have; empty where they are not known. */
export type Signatures = readonly (readonly Parameter[])[];

const parsed = new Map<string, ReadonlyMap<string, Signatures>>();

/** Reads lists such as `file_open(file) inode_setattr(dentry,iattr)(mnt_idmap,dentry,iattr)`, each once. */
export function signaturesIn(list: string): ReadonlyMap<string, Signatures> {
  const known = parsed.get(list) ?? new Map(list.trim().split(/\s+/).map(parseEntry));
  parsed.set(list, known);
  return known;
}

function parseEntry(entry: string): [name: string, signatures: Signatures] {
  const [name = '', ...forms] = entry.split('(');
  return [
    name,
    forms.map(form =>
      form
        .replace(')', '')
        .split(',')
        .filter(type => type !== ''),
    ),
  ];
}

const bits64 = ['int64', 'sint64', 'uint64', 'long', 'ulong', 'size_t'];
const bits32 = [
  ...['int', 'int8', 'int16', 'int32', 'sint8', 'sint16', 'sint32', 'uint8', 'uint16', 'uint32'],
  ...['fd', 'capability', 'bpf_cmd'],
];
const texts = ['string', 'char_buf'];

/** Structs by the type of argument that reads them (`tetragon 1.7 pkg/btf/validation.go`, `bpf/process/types/basic.h`). */
const structs: Readonly<Record<string, string>> = {
  ...{ file: 'file', path: 'path', dentry: 'dentry', filename: 'filename', kiocb: 'kiocb', iov_iter: 'iov_iter' },
  ...{ sock: 'sock', skb: 'sk_buff', socket: 'socket', sockaddr: 'sockaddr', sockaddr_un: 'sockaddr' },
  ...{ linux_binprm: 'linux_binprm', cred: 'cred', user_namespace: 'user_namespace', net_device: 'net_device' },
  ...{ bpf_attr: 'bpf_attr', bpf_map: 'bpf_map', perf_event: 'perf_event', module: 'module', load_info: 'load_info' },
  ...{ kernel_cap_t: 'kernel_cap_t', cap_effective: 'kernel_cap_t', cap_permitted: 'kernel_cap_t' },
  ...{ cap_inheritable: 'kernel_cap_t' },
};

/** Whether an argument of the type reads the parameter; true where that is not known. A number of 64 bits may be an address. */
export function reads(type: string, parameter: Parameter): boolean {
  if (parameter === 'any') return true;
  if (bits64.includes(type)) return true;
  if (bits32.includes(type)) return parameter === 'number';
  if (texts.includes(type)) return parameter === 'text' || parameter === 'pointer';
  const struct = own(structs, type);
  return struct === undefined || parameter === struct || parameter === 'pointer';
}

/** `a number`, `a text`, `a pointer`, `` a `struct file *` ``. */
export function describeParameter(parameter: Parameter): string {
  return ['number', 'text', 'pointer'].includes(parameter) ? `a ${parameter}` : `a \`struct ${parameter} *\``;
}
