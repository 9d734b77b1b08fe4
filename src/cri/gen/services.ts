// Placeholder until the generator writes this file.
// biome-ignore lint/suspicious/noExplicitAny: replaced by generated types
export type RuntimeService = any;
// biome-ignore lint/suspicious/noExplicitAny: replaced by generated types
export type ImageService = any;
