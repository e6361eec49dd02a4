"""What only this page needs of style: large names in a place that is kept for them."""

STYLE = """<style>
.st-key-made { min-height: 74px; }
.st-key-made p { font-size: 1.3rem; line-height: 1.9; }
.st-key-made p em { font-size: .8rem; font-style: normal; }
</style>"""
