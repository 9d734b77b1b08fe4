import type { Server } from 'node:net';

export const trialId: string;
export const trialLines: readonly (readonly string[])[];
export const replyHeaders: Buffer;
export const replyTrailers: Buffer;
export function trialEnv(path: string): Readonly<Record<string, string>>;
export function startTrialRuntime(path: string): Promise<Server>;
