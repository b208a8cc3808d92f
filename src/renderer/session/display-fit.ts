import { systemClock, type Clock } from '../../shared/clock';
import type { Disposable } from '../../shared/disposable';
import type { Viewport } from '../../shared/model/session-state';
import { onPageZoom, screenDensity } from '../platform/page-zoom';
import { fitScale } from './fit-scale';
import type { SessionDriver } from './session-driver';
import { viewportOf } from './viewport-of';

/** Quiet time after the last change of size before the remote computer is asked: resizing there is costly. */
export const RESIZE_DELAY_MS = 250;

export type DisplayFitOptions = {
  /** The room for the picture. */
  host: HTMLElement;
  driver: SessionDriver;
  /** The view has this size now, in what is asked of the remote computer. Called at once for the first size. */
  onViewport: (viewport: Viewport) => void;
  /** The picture is shown at another scale now. */
  onScale: () => void;
  clock?: Clock;
};

/**
 * Keeps the picture in its place: asks the remote computer for the size of the view, scales what does not fit,
 * centres the rest, and follows the window to screens of another pixel density.
 */
export class DisplayFit {
  readonly #host: HTMLElement;
  readonly #driver: SessionDriver;
  readonly #onViewport: (viewport: Viewport) => void;
  readonly #onScale: () => void;
  readonly #clock: Clock;
  readonly #observer: ResizeObserver;
  readonly #subscriptions: readonly Disposable[];
  #density: MediaQueryList | undefined;
  #viewport: Viewport | null = null;
  #cancelRequest: (() => void) | undefined;
  /** What the connection of `#epoch` was asked last. */
  #requested: Viewport | null = null;
  #epoch: number | null = null;
  #isFollowing = true;
  #scale = 1;

  constructor({ host, driver, onViewport, onScale, clock = systemClock }: DisplayFitOptions) {
    this.#host = host;
    this.#driver = driver;
    this.#onViewport = onViewport;
    this.#onScale = onScale;
    this.#clock = clock;
    // The density of the page and the zoom behind it come on ways of their own, in either order.
    this.#subscriptions = [
      driver.onChange(() => this.#followPicture()),
      onPageZoom(() => this.#followView()),
    ];
    this.#observer = new ResizeObserver(() => this.#followView());
    this.#observer.observe(host);
    this.#watchDensity();
  }

  /** CSS pixels of one remote pixel. */
  get scale(): number {
    return this.#scale;
  }

  dispose(): void {
    this.#observer.disconnect();
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#density?.removeEventListener('change', this.#onDensity);
    this.#cancelRequest?.();
  }

  /** There is no event for the density itself, only for the end of one. */
  #watchDensity(): void {
    this.#density?.removeEventListener('change', this.#onDensity);
    this.#density = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    this.#density.addEventListener('change', this.#onDensity);
  }

  readonly #onDensity = () => {
    this.#watchDensity();
    this.#followView();
  };

  #followView(): void {
    const { clientWidth, clientHeight } = this.#host;
    const viewport = viewportOf(clientWidth, clientHeight, window.devicePixelRatio, screenDensity());
    if (viewport === null) return;
    const before = this.#viewport;
    this.#viewport = viewport;
    this.#place();
    if (before === null) this.#onViewport(viewport);
    else if (!isSame(before, viewport)) this.#requestSoon();
  }

  #followPicture(): void {
    const { pictureEpoch, width, height } = this.#driver.state;
    const isNewEpoch = pictureEpoch !== this.#epoch;
    if (isNewEpoch) {
      this.#epoch = pictureEpoch;
      this.#requested = null;
      this.#isFollowing = false;
    }
    if (this.#viewport !== null) this.#isFollowing ||= isSame({ width, height }, this.#viewport);
    this.#place();
    // The view may have changed while the connection was made.
    if (isNewEpoch && !this.#isFollowing) this.#request();
  }

  #requestSoon(): void {
    this.#cancelRequest?.();
    this.#cancelRequest = this.#clock.after(RESIZE_DELAY_MS, () => this.#request());
  }

  #request(): void {
    const viewport = this.#viewport;
    if (viewport === null) return;
    this.#onViewport(viewport);
    const { width, height } = this.#driver.state;
    if (isSame(viewport, this.#requested ?? { width, height })) return;
    this.#requested = viewport;
    this.#driver.requestSize(viewport);
  }

  #place(): void {
    const { width, height } = this.#driver.state;
    const view = { width: this.#host.clientWidth, height: this.#host.clientHeight };
    const ratio = window.devicePixelRatio;
    const before = this.#scale;
    const density = screenDensity();
    this.#scale = fitScale({
      remote: { width, height },
      ...{ view, ratio, density, isFollowing: this.#isFollowing },
    });
    this.#driver.setScale(this.#scale);
    // On whole device pixels, or a crisp picture would be smeared over two.
    const snap = (length: number) => Math.max(0, Math.floor((length / 2) * ratio) / ratio);
    this.#driver.element.style.left = `${snap(view.width - width * this.#scale)}px`;
    this.#driver.element.style.top = `${snap(view.height - height * this.#scale)}px`;
    if (this.#scale !== before) this.#onScale();
  }
}

function isSame(a: { width: number; height: number }, b: { width: number; height: number }): boolean {
  return a.width === b.width && a.height === b.height;
}
