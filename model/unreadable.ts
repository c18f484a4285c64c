import type { Finding } from './finding';
import { groupOf, isList, isRecord, unwrapList } from './manifest';

import { readerRules } from './reader-rules';
import { findingOf } from './rule';
import type { YamlDocument, YamlSyntaxError } from './yaml';

/**
 * A file that is not YAML. That is an error where manifests are written and where the file looks like one; templates
 * and the YAML of other programs are noted. `hasFile` says whether a path exists beside it.
 */
export function unreadableFile(
  file: string,
  text: string,
  { reason, line }: Pick<YamlSyntaxError, 'reason' | 'line'>,
  hasFile: (path: string) => boolean = () => false,
): Finding {
  const place = { code: readerRules.invalidYaml.code, file, line, path: '' };
  if (!isRendered(file)) {
    if (isChartTemplate(file, hasFile) || hasTemplateActions(text))
      return { ...place, severity: 'note', message: 'the file is a template and is not checked' };
    if (!looksLikeKubernetes(text))
      return { ...place, severity: 'note', message: `the file is not YAML as Kubernetes reads it: ${reason}` };
  }
  return {
    ...place,
    severity: 'error',
    message: `the file is not valid YAML: ${reason}`,
    repair: `correct line ${line}, or the line before it`,
  };
}

/** What synth writes holds no templates. */
const isRendered = (file: string) => /(?:^|\/)(?:dist|gitops)\//.test(file);

const looksLikeKubernetes = (text: string) => /^[\s\-{,"']*(?:apiVersion|kind)["']?\s*:/m.test(text);

/** Whether a file is a template of the chart in whose folder it is. */
export function isChartTemplate(file: string, hasFile: (path: string) => boolean): boolean {
  const folders = file.split('/').slice(0, -1);
  return folders.some(
    (folder, index) => folder === 'templates' && hasFile([...folders.slice(0, index), 'Chart.yaml'].join('/')),
  );
}

/**
 * Whether `{{` begins a line or a value, outside quotes, comments and block scalars. `{{ $labels.pod }}` there is an
 * alert's text that lacks its quotes.
 */
function hasTemplateActions(text: string): boolean {
  let block = Number.POSITIVE_INFINITY;
  return text.split('\n').some(line => {
    const indent = line.search(/\S/);
    if (indent === -1 || indent > block) return false;
    block = /(?:^|[:-]\s+)[|>][-+\d]*\s*(?:#.*)?$/.test(line) ? indent : Number.POSITIVE_INFINITY;
    return /^\s*(?:- +)*(?:[\w."'/-]+: +)?\{\{(?!-?\s*\$(?:labels|value|externalLabels|externalURL)\b)/.test(line);
  });
}

/** Groups whose objects the API server keeps: one without a name cannot be applied, whatever else the document may be. */
const groups = new Set([
  'apps',
  'batch',
  'autoscaling',
  'policy',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'cilium.io',
  'gateway.networking.k8s.io',
  'argoproj.io',
  'cert-manager.io',
  'monitoring.coreos.com',
]);

/** Documents that look like Kubernetes objects and are not: nothing that they say takes effect. */
export function invalidObjects(documents: readonly YamlDocument[], file: string): Finding[] {
  return documents.flatMap(document =>
    listFaults(document, file).concat(
      unwrapList(document.value, []).flatMap(({ value, at }) => {
        const fault = at.length > 0 && !isRecord(value) ? 'the item is not an object' : faultOf(value);
        return fault === undefined
          ? []
          : [
              findingOf(readerRules.invalidObject, {
                in: { file, lineOf: document.lineOf },
                at,
                message: fault,
                repair,
              }),
            ];
      }),
    ),
  );
}

const repair = 'complete the object, or remove it';

function listFaults({ value, lineOf }: YamlDocument, file: string): Finding[] {
  if (!isRecord(value) || !isList(value) || Array.isArray(value.items) || value.items === null) return [];
  const message = `\`items\` of \`${value.kind}\` is not a list`;
  return [
    findingOf(readerRules.invalidObject, {
      in: { file, lineOf },
      at: ['items'],
      message,
      repair: 'write the objects as a list',
    }),
  ];
}

function faultOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const { apiVersion, kind, metadata } = value;
  const isWhole = isRecord(metadata) && (Object.hasOwn(value, 'spec') || Object.hasOwn(value, 'data'));
  if (typeof kind !== 'string' || kind === '')
    return typeof apiVersion === 'string' && isWhole ? 'the object has no `kind`' : undefined;
  if (typeof apiVersion !== 'string' || apiVersion === '')
    return isWhole ? `the \`${kind}\` has no \`apiVersion\`` : undefined;
  if (metadata === undefined && !(groups.has(groupOf({ apiVersion })) && Object.hasOwn(value, 'spec')))
    return undefined;
  const name = isRecord(metadata) ? (metadata.name ?? metadata.generateName) : undefined;
  if (typeof name === 'string' && name !== '') return undefined;
  // Kustomize's own files, and the configuration of programs, are read from disk and have no name.
  if (/(?:^|\.)config\.k8s\.io$|^kustomize\./.test(groupOf({ apiVersion }))) return undefined;
  return `the \`${kind}\` has no \`metadata.name\``;
}
