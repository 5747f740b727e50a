// What node-flags.mjs tells TypeScript.
export declare const nodeFlags: string[];
