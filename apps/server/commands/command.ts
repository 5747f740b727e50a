// What a command of the command line is.
import type { Config } from '../config.ts';
import type { OpenedCounty } from '../open-county.ts';

export interface CommandCall {
  county: OpenedCounty;
  config: Config;
  flags: Record<string, string | boolean>;
  words: string[];
  /** Folder from which the command was called: relative paths count from there. */
  folder: string;
  say(line: string): void;
}

interface CommandWords {
  name: string;
  summary: string;
  /** Usage after the command's name, own flags and examples. */
  help: string;
  /** Flags beside those of the configuration. */
  ownFlags?: readonly string[];
  /** What is wrong with the words, in one sentence, before any database is opened. */
  fault?(words: readonly string[], flags: Readonly<Record<string, string | boolean>>): string | undefined;
}

export interface Command extends CommandWords {
  /** Resolves to the exit code. */
  run(call: CommandCall): Promise<number>;
}

/** A command that needs no county. */
export interface LoneCommand extends CommandWords {
  /** The exit code. */
  run(call: Pick<CommandCall, 'flags' | 'words' | 'say'>): number;
}

export function textFlag(call: CommandCall, name: string): string | undefined {
  const value = call.flags[name];
  return typeof value === 'string' ? value : undefined;
}
