"""What people type about agreements: rows by ModelForm, acts by plain Form."""
