// Keeps what was typed until it is saved: per account, in this browser tab's storage, cleared when somebody signs out.
import { useCallback, useEffect, useRef, useState } from 'react';

const prefix = 'tianmu.draft.';

export function clearDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}

function read<Value>(key: string): Value | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Value) : undefined;
  } catch {
    return undefined;
  }
}

/** sessionStorage and not localStorage: findings must not stay on a desk that several people share. */
export function useDraft<Value extends object>(account: string, form: string, initial: () => Value) {
  const key = `${prefix}${account}.${form}`;
  const [kept] = useState(() => read<Value>(key));
  const [value, setValue] = useState<Value>(() => ({ ...initial(), ...kept }));
  const begin = useRef(initial);
  const [touched, setTouched] = useState(kept !== undefined);
  useEffect(() => {
    if (touched) sessionStorage.setItem(key, JSON.stringify(value));
  }, [key, touched, value]);
  const change = useCallback((part: Partial<Value>) => {
    setTouched(true);
    setValue((before) => ({ ...before, ...part }));
  }, []);
  const clear = useCallback(() => {
    sessionStorage.removeItem(key);
    setTouched(false);
    setValue(begin.current());
  }, [key]);
  return { value, change, clear, restored: kept !== undefined };
}
