import { isObjectName } from './dns-name';

const name = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** `kubernetes.io/os`, `tier`: a name of at most 63, after an optional DNS prefix (kubernetes `validation.IsQualifiedName`). */
export function isLabelKey(text: string): boolean {
  const [prefix, rest, ...more] = text.split('/');
  if (prefix === undefined || more.length > 0) return false;
  return rest === undefined ? name.test(prefix) : isObjectName(prefix) && name.test(rest);
}

/** At most 63 characters, or empty (kubernetes `validation.IsValidLabelValue`). */
export function isLabelValue(text: string): boolean {
  return text === '' || name.test(text);
}
