import {
  ChartNoAxesColumn,
  Keyboard,
  Maximize,
  Pencil,
  RotateCw,
  Unplug,
  X,
  type LucideIcon,
} from 'lucide-react';
import type { ActionId } from '../../shared/model/key-bindings';

/** Icons of the actions that appear in menus. */
export const ACTION_ICONS: Partial<Record<ActionId, LucideIcon>> = {
  'session.ctrl-alt-del': Keyboard,
  'session.reconnect': RotateCw,
  'session.disconnect': Unplug,
  'session.edit': Pencil,
  'session.details': ChartNoAxesColumn,
  'view.full-screen': Maximize,
  'tab.close': X,
};
