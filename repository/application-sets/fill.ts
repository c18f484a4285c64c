import { isRecord } from '../../model/manifest';
import { renderGoTemplate } from './go-template';

/** What a generator gives a template: nested for Go's templates, flat (`path.basename`) for the older language. */
export type Parameters = Readonly<Record<string, unknown>>;

export type Fill = (value: unknown, parameters: Parameters) => unknown;

/** Fills the texts and keys of a value in; the older language leaves what it does not know as it is. @throws TemplateError */
export const fillWith = (isGo: boolean): Fill => {
  const fillText = isGo ? renderGoTemplate : fillPlain;
  const fill: Fill = (value, parameters) => {
    if (Array.isArray(value)) return value.map(item => fill(item, parameters));
    if (isRecord(value))
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [fillText(key, parameters), fill(item, parameters)]),
      );
    return typeof value === 'string' && value.includes('{{') ? fillText(value, parameters) : value;
  };
  return fill;
};

const fillPlain = (text: string, parameters: Parameters) =>
  text.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, key: string) => {
    const value = Object.hasOwn(parameters, key) ? parameters[key] : undefined;
    return value === undefined ? whole : String(value);
  });
