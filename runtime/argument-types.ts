/** What operators do on which types of arguments (`tetragon 1.7 pkg/selectors/kernel.go`, `bpf/process/types/basic.h`). */

/** Compared by the kernel as a whole text. */
export const equalTexts = [
  'char_buf',
  'data_loc',
  'fd',
  'file',
  'linux_binprm',
  'net_device',
  'path',
  'sockaddr_un',
  'string',
];

/** Known to the kernel's prefix and suffix filters; on every other type they are skipped, and everything matches. */
export const affixTexts = [...equalTexts.filter(type => type !== 'fd'), 'dentry'];

/** `Equal` is refused on them, although the documentation lists some. */
export const neverEqual = ['char_iovec', 'cred', 'dentry', 'filename', 'kiocb'];

export const numbers = [
  'int',
  ...['int8', 'int16', 'int32', 'int64', 'sint8', 'sint16', 'sint32', 'sint64'],
  ...['uint8', 'uint16', 'uint32', 'uint64', 'ulong', 'long', 'size_t'],
];

export const capabilities = ['kernel_cap_t', 'cap_effective', 'cap_inheritable', 'cap_permitted'];

export const sockets = ['sock', 'skb', 'socket', 'sockaddr'];

export const affixOperators = ['Prefix', 'NotPrefix', 'Postfix', 'NotPostfix'];

export const addressOperators = ['SAddr', 'NotSAddr', 'DAddr', 'NotDAddr'];

export const socketOperators = [
  ...addressOperators,
  ...['SPort', 'NotSPort', 'SPortPriv', 'NotSportPriv', 'DPort', 'NotDPort', 'DPortPriv', 'NotDPortPriv'],
  ...['Protocol', 'Family', 'State'],
];
