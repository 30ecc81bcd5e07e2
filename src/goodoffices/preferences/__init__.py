"""What a side wants as numbers or orders, how sure we are, what its offers reveal."""
