import { useCallback, useRef, useState, type ReactNode } from 'react';
import { IconButton } from './icon-button';
import { Menu, type MenuItem } from './menu';

export type MenuButtonProps = {
  /** The accessible name of the button and of its menu. */
  label: string;
  icon: ReactNode;
  items: readonly MenuItem[];
  size?: 'medium' | 'small';
  tabIndex?: number;
  className?: string | undefined;
};

/** An icon button that opens a menu below it. Arrow down opens it too. */
export function MenuButton({ label, icon, items, size = 'medium', tabIndex, className }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  const close = useCallback(() => setAnchor(null), []);
  const open = () => setAnchor(button.current);
  return (
    <>
      <IconButton
        ref={button}
        label={label}
        icon={icon}
        size={size}
        tabIndex={tabIndex}
        className={className}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={anchor === null ? open : close}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || anchor !== null) return;
          event.preventDefault();
          event.stopPropagation();
          open();
        }}
      />
      {anchor === null ? null : <Menu label={label} items={items} anchor={anchor} onClose={close} />}
    </>
  );
}
