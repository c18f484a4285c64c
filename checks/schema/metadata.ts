import { isDnsLabel, isObjectName } from '../../model/dns-name';
import { listOf, recordOf, textOf } from '../../model/fields';
import { isLabelKey, isLabelValue } from '../../model/label';
import { groupOf, type KubernetesObject } from '../../model/manifest';
import { own } from '../../model/own';
import type { ObjectSchema } from '../../model/schema';
import { refused, type Violation } from '../../model/structure/violation';
import type { Step } from '../../model/yaml';

const labelForm = 'at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends';
const keyForm = `a name of ${labelForm}, after an optional DNS domain and \`/\``;

/** kubernetes 1.36 apimachinery pkg/api/validation/objectmeta.go: all keys and values of annotations together. */
const annotationBytes = 256 * 1024;

/** What is wrong with the metadata of an object of any kind: name, namespace, labels, annotations, finalizers. */
export function metadataViolations(object: KubernetesObject, scope: ObjectSchema['scope']): Violation[] {
  const { name } = object.metadata;
  const namespace = textOf(object, 'metadata', 'namespace');
  const form = nameFormOf(object);
  return [
    ...(name === '' || form.accepts(name) ? [] : [refused(name, ['metadata', 'name'], form.allowed)]),
    ...(namespace === undefined || scope === 'Cluster' || isDnsLabel(namespace)
      ? []
      : [refused(namespace, ['metadata', 'namespace'], 'a DNS label of lower-case letters, digits and `-`')]),
    ...podMetadataViolations(object.metadata, ['metadata']),
    ...listOf(object, 'metadata', 'finalizers').flatMap((finalizer, index) =>
      typeof finalizer !== 'string' || isLabelKey(finalizer)
        ? []
        : [refused(finalizer, ['metadata', 'finalizers', index], keyForm)],
    ),
  ];
}

/** Of labels and annotations, which pod templates have as well. */
export function podMetadataViolations(metadata: unknown, at: readonly Step[]): Violation[] {
  const annotations = Object.entries(recordOf(metadata, 'annotations'));
  const bytes = annotations.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(String(value ?? '')), 0);
  return [
    ...labelViolations(recordOf(metadata, 'labels'), [...at, 'labels']),
    ...annotations.flatMap(([key]) =>
      isLabelKey(key.toLowerCase()) ? [] : [wrongKey(key, [...at, 'annotations', key])],
    ),
    ...(bytes <= annotationBytes
      ? []
      : [
          {
            kind: 'value' as const,
            at: [...at, 'annotations'],
            message: `the annotations have ${bytes} bytes`,
            allowed: `at most ${annotationBytes} bytes`,
          },
        ]),
  ];
}

export function labelViolations(labels: Readonly<Record<string, unknown>>, at: readonly Step[]): Violation[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...(isLabelKey(key) ? [] : [wrongKey(key, [...at, key])]),
    ...(typeof value !== 'string' || isLabelValue(value)
      ? []
      : [refused(value, [...at, key], `empty, or ${labelForm}`)]),
  ]);
}

const wrongKey = (key: string, at: readonly Step[]): Violation => ({
  kind: 'value',
  at,
  message: `\`${key}\` is not a valid key`,
  allowed: keyForm,
});

export const byteLength = (text: string) => new TextEncoder().encode(text).length;

interface NameForm {
  readonly allowed: string;
  accepts(name: string): boolean;
}

const objectName: NameForm = { allowed: 'lower-case letters, digits, `-` and `.`, at most 253', accepts: isObjectName };
const labelName: NameForm = { allowed: 'lower-case letters, digits and `-`, at most 63', accepts: isDnsLabel };
const pathSegment: NameForm = {
  allowed: 'any text without `/` and `%`, apart from `.` and `..`',
  accepts: name => !/^\.\.?$|[/%]/.test(name),
};
/** A CronJob adds eleven characters to the names of its Jobs. */
const cronJobName: NameForm = {
  allowed: 'lower-case letters, digits, `-` and `.`, at most 52',
  accepts: name => name.length <= 52 && isObjectName(name),
};

/** The name becomes a label of the Job's pods. */
const jobName: NameForm = {
  allowed: 'lower-case letters, digits, `-` and `.`, at most 63',
  accepts: name => name.length <= 63 && isObjectName(name),
};

/** Kinds whose names have another form than most. */
const nameForms: Readonly<Record<string, NameForm>> = {
  '/Namespace': labelName,
  '/Service': labelName,
  'apps/StatefulSet': labelName,
  'batch/CronJob': cronJobName,
  'batch/Job': jobName,
  'policy/PodDisruptionBudget': pathSegment,
};

function nameFormOf(object: KubernetesObject): NameForm {
  const group = groupOf(object);
  if (group === 'rbac.authorization.k8s.io') return pathSegment;
  const key = `${group}/${object.kind}`;
  return own(nameForms, key) ?? objectName;
}
