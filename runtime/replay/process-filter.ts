import { isRecord } from '../../model/manifest';
import { type Mapping, text, texts } from '../mapping';
import { type Answer, any, not, unknown } from './answer';

type Process = Readonly<Record<string, unknown>>;

/** Places and names that are links on many images: the event has the path that was executed, the kernel the real one. */
const link = /^\/s?bin\/|^\/proc\/|\/(sh|awk|vi|nc|java|python3?)$/;

export function matchBinaries({ value }: Mapping, process: Process, field = 'process'): Answer {
  const values = texts(value.values);
  if (values.length === 0) return true;
  const operator = text(value.operator);
  const binary = text(process.binary);
  const test = (path: string) =>
    values.some(each =>
      operator.endsWith('Prefix')
        ? path.startsWith(each)
        : operator.endsWith('Postfix')
          ? path.endsWith(each)
          : path === each,
    );
  const negated = operator.startsWith('Not');
  const isReal = binary.startsWith('/') && !link.test(binary);
  if (!isReal) return unknown(`${field}.binary (it may be a symbolic link)`);
  const found = test(binary);
  if (!found && value.followChildren === true) return unknown('ancestors');
  return negated ? !found : found;
}

/** Pids of a namespace are unknown to hosts, whose processes never match (`tetragon 1.7 bpf/process/pfilter.h`). */
export function matchPIDs({ value }: Mapping, process: Process): Answer {
  const pids = texts(value.values).map(Number);
  const inNamespace = value.isNamespacePID === true;
  const isHost = !isRecord(process.pod) && !process.docker;
  if (inNamespace && isHost) return false;
  const container = isRecord(process.pod) && isRecord(process.pod.container) ? process.pod.container : {};
  const pid = inNamespace ? container.pid : process.pid;
  if (typeof pid !== 'number') return unknown(inNamespace ? 'process.pod.container.pid' : 'process.pid');
  const found = pids.includes(pid);
  if (!found && value.followForks === true) return unknown('ancestors');
  return value.operator === 'NotIn' ? !found : found;
}

/** `PidForChildren` → `pid_for_children`. */
const keyOf = (namespace: string) => namespace.replace(/(?<=.)[A-Z]/g, letter => `_${letter}`).toLowerCase();

export function matchNamespaces({ value }: Mapping, process: Process): Answer {
  const key = keyOf(text(value.namespace));
  const namespace = isRecord(process.ns) ? process.ns[key] : undefined;
  if (!isRecord(namespace)) return unknown(`process.ns.${key}`);
  const found = any(
    texts(value.values).map(each =>
      each === 'host_ns' ? namespace.is_host === true : Number(each) === namespace.inum,
    ),
  );
  return value.operator === 'NotIn' ? not(found) : found;
}

export function matchCapabilities({ value }: Mapping, process: Process): Answer {
  if (!isRecord(process.cap)) return unknown('process.cap');
  if (value.isNamespaceCapability === true) return unknown('process.process_credentials.user_ns');
  const set = texts(process.cap[text(value.type).toLowerCase() || 'effective']);
  const found = texts(value.values).some(capability => set.includes(capability));
  return value.operator === 'NotIn' ? !found : found;
}
