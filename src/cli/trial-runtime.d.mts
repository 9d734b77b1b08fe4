import type { Server } from 'node:net';

export const trialId: string;
export const trialLines: readonly (readonly string[])[];
export function trialEnv(path: string): Readonly<Record<string, string>>;
export function startTrialRuntime(path: string): Promise<Server>;
