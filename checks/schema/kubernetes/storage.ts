import { isObjectName } from '../../../model/dns-name';
import { field, listOf, recordOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { amount } from './resources';
import { nodeSelectorViolations } from './scheduling';
import { choice, isGiven, missing, oneOf, selectorViolations, wrong } from './shared';

const modes = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

function accessModeViolations(spec: unknown, at: readonly Step[]): Violation[] {
  const list = listOf(spec, 'accessModes');
  return [
    ...(list.length === 0 ? [missing(at, 'accessModes')] : []),
    ...list.flatMap((mode, index) =>
      modes.includes(String(mode)) ? [] : [refused(mode, [...at, 'accessModes', index], modes.map(quoted).join(', '))],
    ),
    ...(list.includes('ReadWriteOncePod') && list.length > 1
      ? [
          wrong([...at, 'accessModes'], '`ReadWriteOncePod` excludes every other access mode', {
            repair: 'remove the others',
          }),
        ]
      : []),
  ];
}

function sizeViolations(value: unknown, at: readonly Step[]): Violation[] {
  const size = amount(value);
  return size === undefined || size > 0n ? [] : [refused(value, at, 'more than 0')];
}

/** The spec of a PersistentVolumeClaim, or of a StatefulSet's claim template. */
export function claimViolations(spec: unknown, at: readonly Step[]): Violation[] {
  const size = field(spec, 'resources', 'requests', 'storage');
  const name = field(spec, 'storageClassName');
  return [
    ...accessModeViolations(spec, at),
    ...(size === undefined || size === null ? [missing([...at, 'resources', 'requests'], 'storage')] : []),
    ...sizeViolations(size, [...at, 'resources', 'requests', 'storage']),
    ...(typeof name === 'string' && name !== '' && !isObjectName(name)
      ? [refused(name, [...at, 'storageClassName'], 'the name of a StorageClass')]
      : []),
    ...selectorViolations(field(spec, 'selector'), [...at, 'selector']),
    ...choice(field(spec, 'volumeMode'), [...at, 'volumeMode'], 'Filesystem', 'Block'),
  ];
}

export const persistentVolumeClaimViolations = (object: unknown): Violation[] =>
  claimViolations(field(object, 'spec'), ['spec']);

/** Fields of a PersistentVolume that are not its source. */
const ownFields = [
  ...['accessModes', 'capacity', 'claimRef', 'mountOptions', 'nodeAffinity', 'persistentVolumeReclaimPolicy'],
  ...['storageClassName', 'volumeAttributesClassName', 'volumeMode'],
];

export function persistentVolumeViolations(object: unknown): Violation[] {
  const spec = field(object, 'spec');
  const at = ['spec'];
  const size = field(spec, 'capacity', 'storage');
  const sources = Object.keys(recordOf(spec)).filter(key => !ownFields.includes(key) && isGiven(field(spec, key)));
  return [
    ...accessModeViolations(spec, at),
    ...(size === undefined || size === null ? [missing([...at, 'capacity'], 'storage')] : []),
    ...sizeViolations(size, [...at, 'capacity', 'storage']),
    ...(sources.length === 0
      ? [wrong(at, 'the volume has no source', { allowed: 'one source, such as `csi` or `nfs`' })]
      : []),
    ...oneOf(spec, at, sources, 'source', false),
    ...choice(
      field(spec, 'persistentVolumeReclaimPolicy'),
      [...at, 'persistentVolumeReclaimPolicy'],
      'Retain',
      'Delete',
      'Recycle',
    ),
    ...nodeSelectorViolations(field(spec, 'nodeAffinity', 'required'), [...at, 'nodeAffinity', 'required']),
    ...(field(spec, 'local') !== undefined && field(spec, 'nodeAffinity', 'required') === undefined
      ? [missing([...at, 'nodeAffinity'], 'required')]
      : []),
    ...(field(spec, 'csi') !== undefined && !isGiven(field(spec, 'csi', 'volumeHandle'))
      ? [missing([...at, 'csi'], 'volumeHandle')]
      : []),
  ];
}

export function storageClassViolations(object: unknown): Violation[] {
  const provisioner = field(object, 'provisioner');
  return [
    ...(isGiven(provisioner) ? [] : [missing([], 'provisioner')]),
    ...(typeof provisioner === 'string' && provisioner !== '' && !isLabelKey(provisioner.toLowerCase())
      ? [refused(provisioner, ['provisioner'], 'a qualified name, such as `driver.example.org`')]
      : []),
    ...choice(field(object, 'reclaimPolicy'), ['reclaimPolicy'], 'Delete', 'Retain'),
    ...choice(field(object, 'volumeBindingMode'), ['volumeBindingMode'], 'Immediate', 'WaitForFirstConsumer'),
  ];
}

export function csiDriverViolations(object: unknown): Violation[] {
  const policy = field(object, 'spec', 'fsGroupPolicy');
  const policies = ['File', 'None', 'ReadWriteOnceWithFSType'];
  return [
    ...(policy === undefined || policy === null || policies.includes(String(policy))
      ? []
      : [refused(policy, ['spec', 'fsGroupPolicy'], policies.map(quoted).join(', '))]),
    ...listOf(object, 'spec', 'volumeLifecycleModes').flatMap((mode, index) =>
      choice(mode, ['spec', 'volumeLifecycleModes', index], 'Persistent', 'Ephemeral'),
    ),
  ];
}
