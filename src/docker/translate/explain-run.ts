import type { AloneInput } from '../../ops/containers/alone.ts';
import type { PlanLine } from '../plan.ts';

export function explainMaking(_input: AloneInput, _idFile: string | undefined): PlanLine[] {
  return [];
}

export function explainRun(_running: { input: AloneInput }): PlanLine[] {
  return [];
}
