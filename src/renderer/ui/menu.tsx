import { Check } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names';
import { placeMenu } from './place-menu';
import styles from './menu.module.css';

export type MenuItem =
  | 'separator'
  | {
      id: string;
      label: string;
      icon?: ReactNode;
      /** Shown at the end, for instance a keyboard shortcut. */
      hint?: string | undefined;
      isDanger?: boolean;
      isDisabled?: boolean;
      /** Of an item that carries a mark, or can. */
      isChecked?: boolean;
      onSelect: () => void;
    };

/** What a menu opens beside: an element, or a point of the window in CSS pixels (a right click). */
export type MenuAnchor = HTMLElement | { x: number; y: number };

export type MenuProps = {
  /** The accessible name. */
  label: string;
  items: readonly MenuItem[];
  anchor: MenuAnchor;
  /** Called when it should close: a choice, Escape, Tab, a click elsewhere, the window losing focus. */
  onClose: () => void;
};

/** A pop-up menu. It is open while it is rendered; the focus goes in, and back to where it was. */
export function Menu({ label, items, anchor, onClose }: MenuProps) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const menu = ref.current;
    if (menu === null) return;
    const before = document.activeElement;
    menu.showPopover();
    const place = placeMenu(anchor, menu.getBoundingClientRect(), {
      width: window.innerWidth,
      height: window.innerHeight,
    });
    menu.style.left = `${place.left}px`;
    menu.style.top = `${place.top}px`;
    const items = itemsOf(menu);
    (items.find((item) => item.ariaDisabled !== 'true') ?? items[0])?.focus();
    return () => {
      if (menu.contains(document.activeElement) && before instanceof HTMLElement) before.focus();
    };
  }, [anchor]);

  useEffect(() => {
    const closeOutside = (event: PointerEvent) => {
      if (!(event.target instanceof Node)) return;
      const isOnAnchor = anchor instanceof HTMLElement && anchor.contains(event.target);
      if (!isOnAnchor && ref.current?.contains(event.target) === false) onClose();
    };
    window.addEventListener('pointerdown', closeOutside, true);
    window.addEventListener('blur', onClose);
    window.addEventListener('resize', onClose);
    return () => {
      window.removeEventListener('pointerdown', closeOutside, true);
      window.removeEventListener('blur', onClose);
      window.removeEventListener('resize', onClose);
    };
  }, [anchor, onClose]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
      return;
    }
    const next = itemForKey(itemsOf(event.currentTarget), event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <div
      ref={ref}
      popover="manual"
      role="menu"
      aria-label={label}
      className={styles.menu}
      onKeyDown={onKeyDown}
    >
      {items.map((item, index) =>
        item === 'separator' ? (
          <div key={`separator-${index}`} role="separator" className={styles.separator} />
        ) : (
          <button
            key={item.id}
            type="button"
            role={item.isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
            aria-checked={item.isChecked}
            tabIndex={-1}
            aria-disabled={item.isDisabled === true ? true : undefined}
            className={classNames(styles.item, item.isDanger === true && styles.danger)}
            onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
            onClick={() => {
              if (item.isDisabled === true) return;
              onClose();
              item.onSelect();
            }}
          >
            <span className={styles.icon}>{item.isChecked === true ? <Check /> : item.icon}</span>
            <span className={styles.label}>{item.label}</span>
            {item.hint === undefined ? null : (
              <kbd className={styles.hint} aria-hidden="true">
                {item.hint}
              </kbd>
            )}
          </button>
        ),
      )}
    </div>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

/** The item that a key moves to: arrows turn round at the ends, a letter finds the next item that begins so. */
function itemForKey(items: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const current = items.findIndex((item) => item === document.activeElement);
  if (key === 'ArrowDown') return items[(current + 1) % items.length];
  if (key === 'ArrowUp') return items[(current <= 0 ? items.length : current) - 1];
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  if (key.length !== 1 || key === ' ') return undefined;
  const fromNext = [...items.slice(current + 1), ...items.slice(0, current + 1)];
  return fromNext.find((item) => item.textContent.toLowerCase().startsWith(key.toLowerCase()));
}
