import { type Address, parseAddress } from './cidr';
import { isHostName } from './dns-name';

/** Where Longhorn writes backups. */
export type BackupTarget = S3Target | NfsTarget;

interface S3Target {
  readonly kind: 's3';
  /** As it was written: `s3://bucket@region/folder`. */
  readonly text: string;
  readonly bucket: string;
  readonly region: string;
}

interface NfsTarget {
  readonly kind: 'nfs';
  /** As it was written: `nfs://server:/path`, with mount options in `?nfsOptions=…`. */
  readonly text: string;
  /** Address or DNS name. */
  readonly server: string;
  /** The server, where it is an address. */
  readonly address?: Address;
}

const folders = '(?:[A-Za-z0-9._=+-]+/?)*';
/** Names of buckets as Amazon has them: 3–63 of lower-case letters, digits, `.` and `-`. */
const s3Form = new RegExp(`^s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])@([a-z0-9][a-z0-9-]{0,62})/${folders}$`);
const nfsForm = new RegExp(`^nfs://([^/:@\\s]+):/${folders}(?:\\?nfsOptions=[A-Za-z0-9=,._-]+)?$`);

/** Parses `s3://BUCKET@REGION/PATH` and `nfs://SERVER:/PATH`; undefined for anything else. */
export function parseBackupTarget(text: string): BackupTarget | undefined {
  if (/(^|\/)\.\.?(\/|$)/.test(text)) return undefined;
  const [, bucket, region] = s3Form.exec(text) ?? [];
  if (bucket !== undefined && region !== undefined) return { kind: 's3', text, bucket, region };
  const [, server] = nfsForm.exec(text) ?? [];
  if (server === undefined) return undefined;
  const address = parseAddress(server);
  return address !== undefined || isHostName(server) ? { kind: 'nfs', text, server, address } : undefined;
}
