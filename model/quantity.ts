/** Powers of ten by decimal suffix, powers of 1024 by binary one (kubernetes 1.36 apimachinery pkg/api/resource). */
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };

const form = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([numkMGTPE]?)|([KMGTPE]i)|[eE]([+-]?\d+))$/;

export const isQuantity = (text: string) => form.test(text.trim());

/** Nano units, exact for what Kubernetes can hold; undefined for what is not a quantity: `500m`, `1.5`, `128Mi`, `1e3`. */
export function parseQuantity(value: string | number): bigint | undefined {
  const match = form.exec(String(value).trim());
  if (match === null) return undefined;
  const [, sign, digits = '', suffix, power, exponent] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const ten = 9 + (exponent === undefined ? (decimal[suffix ?? ''] ?? 0) : Number(exponent)) - fraction.length;
  if (Math.abs(ten) > 400) return undefined;
  const unscaled = BigInt(`${whole}${fraction}`) * (power === undefined ? 1n : 1024n ** BigInt(binary[power] ?? 0));
  // Kubernetes rounds what is finer than a nano unit away from zero.
  const divisor = 10n ** BigInt(Math.max(0, -ten));
  const amount = ten >= 0 ? unscaled * 10n ** BigInt(ten) : (unscaled + divisor - 1n) / divisor;
  return sign === '-' ? -amount : amount;
}
