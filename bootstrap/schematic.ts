import { createHash } from 'node:crypto';
import type { Cluster } from '../config/schema/cluster';

/** The extensions in an image of Talos; the Image Factory identifies it by the hash of this text. */
export interface Schematic {
  readonly id: string;
  readonly yaml: string;
}

/** Longhorn attaches volumes by iSCSI and trims filesystems, with programs that Talos itself does not include. */
const longhornExtensions = ['siderolabs/iscsi-tools', 'siderolabs/util-linux-tools'];

/**
 * The schematic of a cluster's machines. The id is the SHA-256 of the text as the factory writes it, with four spaces
 * of indent (`siderolabs/image-factory pkg/schematic`).
 */
export function schematicOf({ storage }: Cluster): Schematic {
  const extensions = storage === false ? [] : longhornExtensions;
  const yaml =
    extensions.length === 0
      ? 'customization: {}\n'
      : [
          'customization:',
          '    systemExtensions:',
          '        officialExtensions:',
          ...extensions.map(extension => `            - ${extension}`),
          '',
        ].join('\n');
  return { id: createHash('sha256').update(yaml).digest('hex'), yaml };
}
