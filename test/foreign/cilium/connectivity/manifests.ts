import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, parseManifests } from '../../../../model/manifest';
import { UnsupportedError } from '../../go/values';
import { parameters } from './deployment';

/** The texts that the builders embed, by the names of their variables, and of templates by the names in their table. */
export function embeddedTexts(folder: string): { variables: Map<string, string>; templates: Map<string, string> } {
  const sources = readdirSync(folder)
    .filter(file => file.endsWith('.go'))
    .map(file => readFileSync(join(folder, file), 'utf8'));
  const variables = new Map(
    sources.flatMap(source =>
      [...source.matchAll(/^\s*\/\/go:embed (\S+)\n\s*(?:var )?(\w+) string$/gm)].flatMap(([, file = '', name = '']) =>
        existsSync(join(folder, file)) ? [[name, readFileSync(join(folder, file), 'utf8')] as const] : [],
      ),
    ),
  );
  const templates = new Map(
    sources.flatMap(source =>
      [...source.matchAll(/^\s*"(\w+YAML)":\s+(\w+),$/gm)].map(
        ([, key = '', name = '']) => [key, variables.get(name) ?? ''] as const,
      ),
    ),
  );
  return { variables, templates };
}

/** The objects of a text, in the namespace of the tests. @throws UnsupportedError where a placeholder is not known */
export function readManifests(text: string): Manifest[] {
  return parseManifests(render(text), 'manifest.yaml').map(manifest => {
    const isNamespaced = /^(?:Cilium)?NetworkPolicy$/.test(manifest.object.kind);
    const { metadata } = manifest.object;
    return isNamespaced && metadata.namespace === undefined
      ? {
          ...manifest,
          object: { ...manifest.object, metadata: { ...metadata, namespace: parameters.TestNamespace } },
        }
      : manifest;
  });
}

/** `{{.Name}}`, `{{trimSuffix .Name "."}}` and `{{.Name | ipToCIDR}}`; comments of YAML may hold others. */
function render(template: string): string {
  return template.replace(/^\s*#.*$/gm, '').replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (_, expression: string) => {
    const [, trimmed, name = trimmed] = /^(?:trimSuffix \.(\w+) "\."|\.(\w+)(?: \| ipToCIDR)?)$/.exec(expression) ?? [];
    const wildcard = wildcardPattern(expression);
    if (wildcard !== undefined) return wildcard;
    const value = Object.entries(parameters).find(([key]) => key === name)?.[1];
    if (value === undefined) throw new UnsupportedError(`placeholder \`${expression}\``);
    if (trimmed !== undefined) return value.replace(/\.$/, '');
    return expression.endsWith('ipToCIDR') ? `${value}/${value.includes(':') ? 128 : 32}` : value;
  });
}

/** The labels of a DNS name before those that it shares with another at its end, and the shared ones. */
export function splitNames(one: string, other: string): { readonly own: string[]; readonly shared: string[] } {
  const [labels, others] = [one, other].map(name => name.replace(/\.$/, '').split('.').reverse()) as [
    string[],
    string[],
  ];
  const first = labels.findIndex((label, index) => label !== others[index]);
  const count = first === -1 ? labels.length : first;
  return { own: labels.slice(count).reverse(), shared: labels.slice(0, count).reverse() };
}

/** A pattern that matches the target and not the other one; those that are drawn at random are not known. */
function wildcardPattern(expression: string): string | undefined {
  const [, times] = /^wildcardPrefix \(trimSuffix \.ExternalTarget "\."\) (\d+)$/.exec(expression) ?? [];
  if (times !== undefined) {
    const labels = parameters.ExternalTarget.replace(/\.$/, '').split('.');
    return [times === '1' ? '*' : '**', ...labels.slice(Number(times))].join('.');
  }
  const [, kind] =
    /^trimSuffix \(generateDNSMatchPatternWithWildcard .* "(any|subdomain)-prefix"\) "\."$/.exec(expression) ?? [];
  if (kind === undefined) return undefined;
  const { own, shared } = splitNames(parameters.ExternalTarget, parameters.ExternalOtherTarget);
  const last = own.at(-1) ?? '';
  const before = own.slice(1, -1);
  return [...(kind === 'any' ? ['**'] : ['*', ...before]), last, ...shared].join('.');
}
