import { burnLimit, burnRates, type ErrorBudget, errorRatio, periodDays, tolerated } from '../alerts/error-budgets';
import type { AlertName } from '../alerts/groups';
import { graph, type Limit, number, type Tile } from './board';

/** The share of answers that fail, red where the budget burns fast. */
export function failing(title: string, budget: ErrorBudget<AlertName>, none: string): Tile {
  return number(title, errorRatio(budget, burnRates.fast.short), {
    unit: 'percentunit',
    none,
    limit: failureLimit(budget),
    runbook: budget.name,
  });
}

/** How many times faster than sustainable the budget is used up. */
export function burnRate(title: string, budget: ErrorBudget<AlertName>, none: string): Tile {
  const { fast, slow } = burnRates;
  const rate = (window: string) => `${errorRatio(budget, window)} / ${tolerated(budget)}`;
  return graph(
    title,
    Object.fromEntries([fast.short, fast.long, slow.long].map(window => [spelledOut(window), rate(window)])),
    { unit: 'short', none, limit: { above: fast.factor, warn: slow.factor }, runbook: budget.name },
  );
}

export const failureLimit = (budget: ErrorBudget): Limit => ({
  above: burnLimit(budget, burnRates.fast),
  warn: burnLimit(budget, burnRates.slow),
});

/** `no more than 0.1 % fail over 30 days`. */
export const objective = (budget: ErrorBudget) =>
  `no more than ${Number((100 * tolerated(budget)).toFixed(4))} % fail over ${periodDays} days`;

/** `6h` → `6 hours`. */
function spelledOut(window: string): string {
  const count = Number.parseInt(window, 10);
  return `${count} ${window.endsWith('h') ? 'hour' : 'minute'}${count === 1 ? '' : 's'}`;
}
