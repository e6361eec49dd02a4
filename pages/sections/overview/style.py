"""What only this page needs of style: places kept for what is drawn later, and cards that are links all over."""

STYLE = """<style>
.st-key-learning .stVegaLiteChart { min-height: 350px; }
.st-key-learning .st-key-replay .stBidiComponent { min-height: 36px; }
[data-testid=stMain] [data-testid=stPageLink] a { padding-left: 0; }
/* the one anchor of a card is stretched over it */
[class*=st-key-card_] { position: relative; }
[class*=st-key-card_] .stElementContainer:has([data-testid=stPageLink]) { position: static; }
[class*=st-key-card_] [data-testid=stPageLink] a { padding: 0; background: none !important; }
[class*=st-key-card_] [data-testid=stPageLink] p { font-size: 1rem; }
[class*=st-key-card_] [data-testid=stPageLink] a::after { content: ""; position: absolute; inset: 0; z-index: 2;
  border-radius: 6px; }
[class*=st-key-card_]:hover { border-color: var(--st-text-color, currentColor); }
[class*=st-key-card_] [data-testid=stPageLink] a:focus-visible::after { outline: 2px solid currentColor; }
:is([class*=st-key-card_], [class*=st-key-kind_]) .stVegaLiteChart { min-height: 128px; border-radius: 4px;
  overflow: hidden; }
.st-key-made_name [data-testid=stMarkdownContainer] strong:only-child { font-size: 1.75rem; }
@media (max-width: 640px) { .st-key-learning .st-key-replay .stBidiComponent { min-height: 66px; } }
</style>"""
