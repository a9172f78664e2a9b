/** The product's mark: a tower's beacon. Decoration; the name stands beside it. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d="M12 1.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z" />
      <path d="M10.4 9h3.2l2.9 13.5h-3.1L12 15.6l-1.4 6.9H7.5Z" />
      <path
        d="M6.6 1.6a7 7 0 0 0 0 6M17.4 1.6a7 7 0 0 1 0 6"
        fill="none"
        stroke="currentColor"
        stroke-width="1.8"
        stroke-linecap="round"
      />
    </svg>
  );
}
