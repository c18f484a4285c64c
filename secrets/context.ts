import type { Context } from './provider';

const code =
  /\.(?:[cm]?[jt]sx?|go|py|rb|java|kts?|rs|c|cc|cpp|h|hpp|cs|php|swift|scala|dart|lua|ex|exs|clj|hs|ml|vue|svelte|rego|cue|jsonnet|libsonnet|graphql|proto|sql|snap|tpl)$/i;
const prose =
  /\.(?:mdx?|markdown|rst|adoc|html?|svg|css|scss|po|pot|arb|xlf|strings|csv|tsv|diff|patch)$|(?:^|\/)(?:LICEN[CS]E|NOTICE|CHANGELOG|README)[^/]*$/i;
const translations =
  /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?|messages)\/|(?:^|[._/-])(?:messages|translations?|strings)[._-][a-z]{2}|(?:^|\/)[a-z]{2}(?:[-_][A-Z]{2})?\.(?:json|ya?ml|properties)$/;
const inventories =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|go\.(?:sum|mod)|[\w.-]+\.lock(?:\.hcl|\.json)?|[\w.-]*(?:spdx|cdx|sbom|bom)[\w.-]*\.(?:json|xml|ya?ml))$/i;
const tests =
  /(?:^|\/)(?:tests?|__tests__|__snapshots__|fixtures?|testdata|spec|examples?)\/.*\.[cm]?[jt]sx?$|\.(?:test|spec)\.[cm]?[jt]sx?$|_test\.go$|(?:^|\/)test_[\w-]+\.py$|\.snap$/i;

/** What kind of text a file holds, by its name: people explain passwords in documents, and programs only name them. */
export function contextOf(file: string): Context {
  if (prose.test(file) || translations.test(file) || inventories.test(file) || tests.test(file)) return 'prose';
  return code.test(file) ? 'code' : 'data';
}

/** Whether YAML or JSON is expected in a file; a file without extension may hold either. */
export function isStructured(file: string, text: string): boolean {
  if (/\.(?:ya?ml|json|jsonc|webmanifest|tfstate|ipynb)$/i.test(file)) return true;
  return (
    !/\.[A-Za-z]\w{0,9}$/.test(file.replace(/^.*\//, '').replace(/^\./, '')) &&
    /^\s*(?:\{|apiVersion:|["']?[\w-]+["']?:\s)/.test(text)
  );
}
