import { decodeBase64 } from './base64';
import type { Hit } from './hit';
import { isOpen } from './open';
import type { Context } from './provider';

/**
 * The content of Secrets in a text that is not YAML, such as a template or a script: what is written below `data` or
 * `stringData` and is not filled in by the template.
 */
export function contentOfSecretsIn(text: string, context: Context): Hit[] {
  if (context !== 'data' || !/^\s*kind:\s*["']?Secret["']?\s*$/m.test(text)) return [];
  const hits: Hit[] = [];
  let secretIndent: number | undefined;
  let part: { readonly name: string; readonly indent: number } | undefined;
  let offset = 0;
  const pending: { readonly hit: Hit; readonly indent: number }[] = [];
  const close = () => {
    hits.push(...pending.filter(({ indent }) => indent === secretIndent).map(({ hit }) => hit));
    pending.length = 0;
    secretIndent = undefined;
    part = undefined;
  };
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/);
    const [, key = '', value = ''] = /^\s*["']?([\w.-]+)["']?:\s*(.*?)\s*$/.exec(line) ?? [];
    if (/^\s*(?:---|EOF|EOT)\b/.test(line)) close();
    else if (key === 'kind' && /^["']?Secret["']?$/.test(value)) secretIndent = indent;
    else if (key === 'data' || key === 'stringData') part = { name: key, indent };
    else if (part !== undefined && indent > part.indent && key !== '') {
      const content = value.replace(/\s#.*$/, '').replaceAll(/^["']|["']$/g, '');
      const plain = (part.name === 'data' ? decodeBase64(content) : undefined) ?? content;
      if (!/^[|>]/.test(content) && !isOpen(key, plain))
        pending.push({
          hit: { what: 'the content of a Secret', secret: content, offset: offset + line.indexOf(content), key },
          indent: part.indent,
        });
    } else if (indent !== -1 && part !== undefined && indent <= part.indent) part = undefined;
    offset += line.length + 1;
  }
  close();
  return hits;
}
