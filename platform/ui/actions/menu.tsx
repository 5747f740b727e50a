// A button that opens a list of further things to begin: closed by choosing, by Escape and by looking elsewhere.
import { useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../icons/icon.tsx';
import { buttonClass } from './button.tsx';
import styles from './menu.module.css';

/** `children` are links or buttons, one a line. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const place = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (place.current) place.current.open = false;
  };
  const press = (event: KeyboardEvent) => {
    const items = [...(place.current?.querySelectorAll<HTMLElement>('a,button') ?? [])];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') {
      close();
      place.current?.querySelector('summary')?.focus();
    } else if (step !== undefined && place.current?.open) {
      event.preventDefault();
      const at = items.indexOf(document.activeElement as HTMLElement);
      items[(at + step + items.length) % items.length]?.focus();
    }
  };
  const leave = (event: FocusEvent) => {
    if (event.relatedTarget && !place.current?.contains(event.relatedTarget as Node)) close();
  };
  return (
    // Keys and focus bubble up from the summary and the items, which are what one interacts with.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <details ref={place} className={`${styles['menu']} no-print`} onKeyDown={press} onBlur={leave}>
      <summary className={buttonClass()}>
        {label}
        <Icon name="down" />
      </summary>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className={styles['items']} onClick={close}>
        {children}
      </div>
    </details>
  );
}
